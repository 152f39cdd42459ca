import type { Database } from '#database';
import { type Page, readCursor, toPage } from '#foundation';
import { z } from 'zod';
import type { DefinitionStore } from '../definitions/definition-store.js';
import { InstanceNotFoundError } from '../errors.js';

/** An ad-hoc sub-process that runs, with what people may choose in it. */
export interface Offer {
  readonly key: number;
  /** BPMN id of the sub-process. */
  readonly elementId: string;
  readonly name: string | null;
  readonly activities: readonly { readonly elementId: string; readonly name: string | null }[];
}

const offerKey = z.number().int();

/** What may be chosen in an instance now, in order of the keys. @throws InstanceNotFoundError */
export async function listOffers(
  database: Database,
  definitions: DefinitionStore,
  instanceId: string,
  page: { limit: number; after?: string },
): Promise<Page<Offer>> {
  const rows = await database.query<{
    definitionId: string;
    key: number | null;
    elementId: string;
    activities: readonly string[];
  }>(
    `select i.definition_id as "definitionId", o.activity_key as key, o.element_id as "elementId", o.activities
     from process_instance i
       left join activity_offer o on o.instance_id = i.id and ($2::integer is null or o.activity_key > $2)
     where i.id = $1 order by o.activity_key limit $3`,
    [instanceId, readCursor(page.after, offerKey) ?? null, page.limit + 1],
  );
  const [first] = rows;
  if (first === undefined) throw new InstanceNotFoundError(`There is no process instance ${instanceId}.`);
  const { nodes } = await definitions.graph(database, first.definitionId);
  const named = (elementId: string) => ({ elementId, name: nodes[elementId]?.name ?? null });
  const offers = rows.flatMap(({ key, elementId, activities }): Offer[] =>
    key === null ? [] : [{ key, ...named(elementId), activities: activities.map(named) }],
  );
  return toPage(offers, page.limit, ({ key }) => key);
}

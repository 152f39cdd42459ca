import { referencesOf } from '#bpmn';
import type { Database } from '#database';
import type { DefinitionStore } from './definition-store.js';

export interface TopicInUse {
  readonly topic: string;
  /** Key of a process that names it, and the element there. */
  readonly processKey: string;
  readonly element: string;
}

/**
 * Raise it when the compiler finds topics in places where it found none before: what is stored was read without them.
 */
const READING = 1;

/**
 * The topics of every definition that can still run: the latest of each key, and those with active instances. What was
 * found once is kept beside the definition: to compile one takes about 20 ms, and every start asks for all of them.
 */
export async function topicsInUse(database: Database, definitions: DefinitionStore): Promise<TopicInUse[]> {
  const rows = await database.query<{ id: string; key: string; found: Found[] | null }>(
    `select id, key, case when (topics ->> 'reading')::int = $1 then topics -> 'found' end as found
     from process_definition
     where id in (select distinct on (key) id from process_definition order by key, version desc)
        or id in (select definition_id from process_instance where status = 'active')`,
    [READING],
  );
  const topics: TopicInUse[] = [];
  for (const { id, key, found } of rows) {
    const known = found ?? (await read(database, definitions, id));
    topics.push(...known.map(({ element, topic }) => ({ topic, element, processKey: key })));
  }
  return topics;
}

interface Found {
  readonly element: string;
  readonly topic: string;
}

async function read(database: Database, definitions: DefinitionStore, id: string): Promise<Found[]> {
  const found = [...referencesOf(await definitions.graph(database, id)).topics];
  await database.query('update process_definition set topics = $2 where id = $1', [
    id,
    JSON.stringify({ reading: READING, found }),
  ]);
  return found;
}

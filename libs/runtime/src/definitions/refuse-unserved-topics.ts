import { referencesOf } from '#bpmn';
import type { Database } from '#database';
import { HandlerRegistrationError } from '../errors.js';
import type { JobHandlerRegistry } from '../jobs/job-handler.js';
import type { DefinitionStore } from './definition-store.js';

/**
 * Boot check: every topic of every definition that can still run (the latest of each key, and those with active
 * instances) has a handler in this program.
 * @throws HandlerRegistrationError naming all topics without one.
 */
export async function refuseUnservedTopics(
  database: Database,
  definitions: DefinitionStore,
  handlers: JobHandlerRegistry,
): Promise<void> {
  const running = await database.query<{ id: string }>(
    `select distinct on (key) id from process_definition order by key, version desc`,
  );
  const active = await database.query<{ id: string }>(
    `select distinct definition_id as id from process_instance where status = 'active'`,
  );
  const unserved = new Map<string, string>();
  for (const id of new Set([...running, ...active].map((row) => row.id))) {
    const graph = await definitions.graph(database, id);
    for (const { element, topic } of referencesOf(graph).topics) {
      if (!handlers.has(topic)) unserved.set(topic, `${graph.key}:${element}`);
    }
  }
  if (unserved.size === 0) return;
  const list = [...unserved].map(([topic, element]) => `  ${topic} (used by ${element})`).join('\n');
  throw new HandlerRegistrationError(`No handler of this program serves these topics of deployed processes:\n${list}`);
}

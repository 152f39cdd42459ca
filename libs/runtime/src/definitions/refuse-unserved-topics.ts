import type { Database } from '#database';
import { HandlerRegistrationError } from '../errors.js';
import type { JobHandlerRegistry } from '../worker/job-handler.js';
import type { DefinitionStore } from './definition-store.js';
import { topicsInUse } from './topics-in-use.js';

/**
 * Boot check: every topic of every definition that can still run (the latest of each key, and those with active
 * instances) has a handler in this program, or is left to external workers.
 * @throws HandlerRegistrationError naming all topics without one.
 */
export async function refuseUnservedTopics(
  database: Database,
  definitions: DefinitionStore,
  handlers: JobHandlerRegistry,
): Promise<void> {
  const unserved = new Map<string, string>();
  for (const { topic, processKey, element } of await topicsInUse(database, definitions)) {
    if (!handlers.isServed(topic)) unserved.set(topic, `${processKey}:${element}`);
  }
  if (unserved.size === 0) return;
  const list = [...unserved].map(([topic, element]) => `  ${topic} (used by ${element})`).join('\n');
  throw new HandlerRegistrationError(
    `No handler of this program serves these topics of deployed processes:\n${list}\n` +
      'Start the version that does, or declare topics of external workers in EXTERNAL_TOPICS.',
  );
}

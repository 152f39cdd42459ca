import type { JsonObject } from '#foundation';
import type { Command } from '../command.js';
import { beginInstance } from '../instances/advance-instance.js';

export interface StartInstanceInput {
  /** Key of the process definition; its latest version runs. */
  readonly key: string;
  /** What the office knows the case by, e.g. the id of a document. */
  readonly businessKey?: string;
  readonly variables: JsonObject;
}

/** Starts a process instance at its none start event. @throws DefinitionNotFoundError */
export const startInstance: Command<StartInstanceInput, { instanceId: string }> = {
  name: 'runtime.start-instance',

  async run(context, { key, businessKey, variables }) {
    const definitionId = await context.definitions.resolve(context.tx, { key, binding: 'latest' });
    const instanceId = await beginInstance(context, { definitionId, businessKey, variables });
    context.audit({
      subject: 'process-instance',
      subjectId: instanceId,
      detail: { key, businessKey: businessKey ?? null },
    });
    return { instanceId };
  },
};

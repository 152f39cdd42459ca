import type { JsonObject } from '#foundation';
import type { Command } from '../executor/command.js';
import { type CalledDefinition, definitionIn, findDefinition, type FoundDefinition } from '../definitions/find-definition.js';
import { beginInstance } from './advance-instance.js';

export interface StartInstanceInput {
  /** Key of the process definition; its latest version runs. */
  readonly key: string;
  /** What the office knows the case by, e.g. the id of a document. */
  readonly businessKey?: string;
  readonly variables: JsonObject;
}

/** Starts a process instance at its none start event. @throws DefinitionNotFoundError */
export const startInstance: Command<StartInstanceInput, { instanceId: string }, FoundDefinition> = {
  name: 'runtime.start-instance',

  opening: ({ key }) => findDefinition(latest(key)),

  async run(context, { key, businessKey, variables }, found) {
    const definitionId = definitionIn(found, latest(key));
    const instanceId = await beginInstance(context, { definitionId, businessKey, variables });
    context.audit({
      subject: 'process-instance',
      subjectId: instanceId,
      detail: { key, businessKey: businessKey ?? null },
    });
    return { instanceId };
  },
};

function latest(key: string): CalledDefinition {
  return { key, binding: 'latest' };
}

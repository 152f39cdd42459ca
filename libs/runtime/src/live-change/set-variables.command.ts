import type { JsonObject } from '#foundation';
import type { Command } from '../executor/command.js';
import { advanceInstance } from '../instances/advance-instance.js';
import { holdInstance, type LockedInstance } from '../instances/instance.js';
import { requireActive } from './lock-instances.js';

export interface SetVariablesInput {
  readonly instanceId: string;
  /** Key of the scope; absent: the process. */
  readonly key?: number;
  readonly variables: JsonObject;
}

/**
 * An operator corrects variables; conditional events look at them at once. The trail keeps their names, not what they
 * hold. @throws InstanceNotFoundError, InstanceEndedError, NotOpenError
 */
export const setVariables: Command<SetVariablesInput, void, LockedInstance> = {
  name: 'runtime.set-variables',
  opening: holdInstance,

  async run(context, { instanceId, key, variables }, [locked]) {
    const instance = requireActive(instanceId, locked);
    await advanceInstance(context, instance, { type: 'setVariables', variables, ...(key !== undefined && { key }) });
    context.audit({
      subject: 'process-instance',
      subjectId: instanceId,
      detail: { scope: key ?? null, variables: Object.keys(variables) },
    });
  },
};

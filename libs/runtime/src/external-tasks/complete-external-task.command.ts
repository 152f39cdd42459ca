import type { JsonObject } from '#foundation';
import type { Command } from '../executor/command.js';
import { type InstanceWithJob, settleJob } from '../jobs/settle-job.command.js';
import { lockOwner } from './external-task.js';
import { holdExternalTask, requireHeld, sentByWorker, type TaskOfWorker } from './hold-external-task.js';

export interface CompleteExternalTaskInput extends TaskOfWorker {
  /** Become variables of the process. */
  readonly variables?: JsonObject;
  /** Seen by the output mappings of the task only. */
  readonly localVariables?: JsonObject;
}

/**
 * A worker has done its work: the instance goes on, exactly once.
 * @throws ExternalTaskNotFoundError, ExternalTaskNotLockedError, InstanceSuspendedError
 */
export const completeExternalTask: Command<CompleteExternalTaskInput, void, InstanceWithJob> = {
  name: 'runtime.complete-external-task',
  opening: holdExternalTask,
  request: sentByWorker,

  async run(context, input, [task]) {
    const held = requireHeld(task, input);
    const { taskId: jobId, variables: output, localVariables: local } = input;
    const settlement = { jobId, owner: lockOwner(input), outcome: { kind: 'done', result: { output }, local } } as const;
    // With the row that is held already: a second look at it would be a round trip more.
    await settleJob.run(context, settlement, [held]);
  },
};

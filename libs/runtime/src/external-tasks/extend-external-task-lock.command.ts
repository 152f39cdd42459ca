import type { Command } from '../executor/command.js';
import type { InstanceWithJob } from '../jobs/settle-job.command.js';
import { holdExternalTask, requireHeld, type TaskOfWorker } from './hold-external-task.js';

export interface ExtendExternalTaskLockInput extends TaskOfWorker {
  /** From now, in milliseconds. */
  readonly newDuration: number;
}

/**
 * A worker needs longer; from now on the lock lasts for the new duration.
 * @throws ExternalTaskNotFoundError, ExternalTaskNotLockedError, InstanceSuspendedError
 */
export const extendExternalTaskLock: Command<ExtendExternalTaskLockInput, void, InstanceWithJob> = {
  name: 'runtime.extend-external-task-lock',
  audited: false,
  opening: holdExternalTask,

  async run({ tx }, input, [task]) {
    requireHeld(task, input);
    await tx.execute(`update job set lease_until = $2::timestamptz + $3 * interval '1 millisecond' where id = $1`, [
      input.taskId,
      tx.now,
      input.newDuration,
    ]);
  },
};

import type { Command } from '../executor/command.js';
import type { InstanceWithJob } from '../jobs/settle-job.command.js';
import { ExternalTaskLockedError } from './errors.js';
import { lockOwner } from './external-task.js';
import { holdExternalTask, requireVisible, type TaskOfWorker } from './hold-external-task.js';

export interface LockExternalTaskInput extends TaskOfWorker {
  /** In milliseconds. */
  readonly lockDuration: number;
}

/**
 * Locks one task that a worker knows by its id. Who holds it already gets a new lock; a task that has failed, or waits
 * for its next attempt, can be locked by hand as well as in Camunda 7.
 * @throws ExternalTaskNotFoundError, ExternalTaskLockedError, InstanceSuspendedError
 */
export const lockExternalTask: Command<LockExternalTaskInput, void, InstanceWithJob> = {
  name: 'runtime.lock-external-task',
  audited: false,
  opening: holdExternalTask,

  async run({ tx }, input, [task]) {
    requireVisible(task, input);
    const { taskId, lockDuration } = input;
    const locked = await tx.execute(
      `update job set lease_owner = $2, lease_until = $3::timestamptz + $4 * interval '1 millisecond',
         attempt = attempt + case when lease_owner = $2 then 0 else 1 end
       where id = $1 and (lease_owner is null or lease_owner = $2 or lease_until <= $3)`,
      [taskId, lockOwner(input), tx.now, lockDuration],
    );
    if (locked === 0) throw new ExternalTaskLockedError(taskId);
  },
};

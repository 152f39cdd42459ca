import type { Statement } from '#database';
import { InstanceSuspendedError } from '../errors.js';
import { holdJob, type InstanceWithJob } from '../jobs/settle-job.command.js';
import { ExternalTaskNotFoundError, ExternalTaskNotLockedError } from './errors.js';
import { type ExternalWorker, lockOwner } from './external-task.js';

/** Which task a worker speaks of, and who it is. */
export interface TaskOfWorker extends ExternalWorker {
  readonly taskId: string;
  /** Those that the caller may see; absent: all. */
  readonly topics?: readonly string[];
}

/** The opening of the commands about one task: locks its job and its instance. */
export function holdExternalTask({ taskId }: TaskOfWorker): Statement {
  return holdJob(taskId);
}

/** What the worker sent: the rest is known from its token. */
export function sentByWorker<Input extends TaskOfWorker>({ tokenId: _tokenId, topics: _topics, ...sent }: Input): object {
  return sent;
}

/**
 * The task that was read, with its instance, if the caller may see it and it goes on.
 * @throws ExternalTaskNotFoundError, InstanceSuspendedError
 */
export function requireVisible(task: InstanceWithJob | undefined, { taskId, topics }: TaskOfWorker): InstanceWithJob {
  if (task?.jobKind !== 'external' || topics?.includes(task.topic ?? '') === false) {
    throw new ExternalTaskNotFoundError(taskId);
  }
  if (task.suspendedAt !== null) throw new InstanceSuspendedError(task.id);
  return task;
}

/**
 * The task that was read, with its instance, if its lock is the worker's. As in Camunda 7 a lock that has ended is still
 * the worker's until another takes the task.
 * @throws ExternalTaskNotFoundError, ExternalTaskNotLockedError, InstanceSuspendedError
 */
export function requireHeld(task: InstanceWithJob | undefined, asked: TaskOfWorker): InstanceWithJob {
  const held = requireVisible(task, asked);
  if (held.leaseOwner !== lockOwner(asked)) throw new ExternalTaskNotLockedError(asked.taskId, asked.workerId);
  return held;
}

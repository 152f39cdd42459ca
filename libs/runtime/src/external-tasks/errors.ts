import { CongvanError } from '#foundation';

/** It is settled, its instance has ended, or it is none of the caller's topics: all look the same to who asks. */
export class ExternalTaskNotFoundError extends CongvanError {
  readonly code = 'runtime.external-task-not-found';
  readonly kind = 'not-found';
  constructor(taskId: string) {
    super(`There is no external task ${taskId}: it is settled, its instance has ended, or its topic is not yours.`);
  }
}

/** The caller does not hold the lock: it never did, or it ended and another worker has it. Nothing was changed. */
export class ExternalTaskNotLockedError extends CongvanError {
  readonly code = 'runtime.external-task-not-locked';
  readonly kind = 'malformed';
  constructor(taskId: string, workerId: string) {
    super(`External task ${taskId} is not locked by the worker "${workerId}" of this token. Fetch and lock it again before it is settled.`);
  }
}

/** Another worker holds the task. */
export class ExternalTaskLockedError extends CongvanError {
  readonly code = 'runtime.external-task-locked';
  readonly kind = 'malformed';
  constructor(taskId: string) {
    super(`External task ${taskId} is locked by another worker. Wait until its lock ends.`);
  }
}

/** More requests wait in this process than it will keep. */
export class TooManyWaitingError extends CongvanError {
  readonly code = 'runtime.too-many-waiting-fetches';
  readonly kind = 'too-many';
  constructor(limit: number) {
    super(`${limit} workers wait for tasks here already. Fetch without asyncResponseTimeout, or from another server.`);
  }
}

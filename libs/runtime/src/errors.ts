import { CongvanError } from '#foundation';

/** A defect: a command changed something and left no trace of it. */
export class UnauditedCommandError extends CongvanError {
  readonly code = 'runtime.unaudited-command';
  readonly kind = 'internal';
  constructor(command: string) {
    super(`Command ${command} left no audit entry; it was rolled back.`);
  }
}

export class DeploymentRefusedError extends CongvanError {
  readonly code = 'runtime.deployment-refused';
  readonly kind = 'invalid';
}

export class DefinitionNotFoundError extends CongvanError {
  readonly code = 'runtime.definition-not-found';
  readonly kind = 'not-found';
}

export class InstanceNotFoundError extends CongvanError {
  readonly code = 'runtime.instance-not-found';
  readonly kind = 'not-found';
}

export class InstanceEndedError extends CongvanError {
  readonly code = 'runtime.instance-ended';
  readonly kind = 'conflict';
}

export class TaskNotFoundError extends CongvanError {
  readonly code = 'runtime.task-not-found';
  readonly kind = 'not-found';
}

/** A defect: a step was computed from a state that is not the latest. Nothing of it was written. */
export class StaleInstanceError extends CongvanError {
  readonly code = 'runtime.stale-instance';
  readonly kind = 'internal';
  constructor(instanceId: string) {
    super(`Process instance ${instanceId} has moved on since it was read.`);
  }
}

/** The task was completed or withdrawn before. */
export class TaskNotOpenError extends CongvanError {
  readonly code = 'runtime.task-not-open';
  readonly kind = 'conflict';
}

export class JobNotFoundError extends CongvanError {
  readonly code = 'runtime.job-not-found';
  readonly kind = 'not-found';
}

export class JobNotFailedError extends CongvanError {
  readonly code = 'runtime.job-not-failed';
  readonly kind = 'conflict';
}

/** Somebody else holds the job, or it is settled. Normal after a crash or a slow handler; nothing of ours was written. */
export class LeaseLostError extends CongvanError {
  readonly code = 'runtime.lease-lost';
  readonly kind = 'conflict';
  constructor(jobId: string) {
    super(`Job ${jobId} is no longer in our hands.`);
  }
}

/** Topics that deployed processes use and no handler serves, or that two handlers claim. Refused at boot. */
export class HandlerRegistrationError extends CongvanError {
  readonly code = 'runtime.bad-handlers';
  readonly kind = 'internal';
}

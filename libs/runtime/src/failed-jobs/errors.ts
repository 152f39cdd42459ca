import { CongvanError } from '#foundation';
import type { JobKind } from '../jobs/job-kind.js';

export class JobNotFoundError extends CongvanError {
  readonly code = 'runtime.job-not-found';
  readonly kind = 'not-found';
  constructor(jobId: string) {
    super(`There is no job ${jobId}: it is done, or what it was for has ended.`);
  }
}

/** Operators deal with jobs that have failed and that nobody attempts now. */
export class JobNotFailedError extends CongvanError {
  readonly code = 'runtime.job-not-failed';
  readonly kind = 'conflict';
  constructor(jobId: string, what: 'has not failed' | 'is being attempted at this moment') {
    super(`Job ${jobId} ${what}.`, {
      findings: [{ where: jobId, what, mend: 'Look at it again; it may be done by then.' }],
    });
  }
}

/** The job has no handler whose output could be given in its place. */
export class JobNotResolvableError extends CongvanError {
  readonly code = 'runtime.job-not-resolvable';
  readonly kind = 'conflict';
  constructor(jobId: string, kind: JobKind) {
    const what = `is a job of kind ${kind}, which has no handler and so no output`;
    super(`Job ${jobId} ${what}.`, { findings: [{ where: jobId, what, mend: INSTEAD[kind] }] });
  }
}

const INSTEAD: Readonly<Record<JobKind, string>> = {
  service: 'Retry it; or modify the instance: cancel the element and start after it.',
  external: 'Retry it; or modify the instance: cancel the element and start after it.',
  timer: 'Mend what follows the timer and retry it, or cancel it to have it disarmed.',
  'child-ended': 'Retry it with changed variables; or modify the caller: cancel the call activity and start after it.',
  'child-escalated': 'Retry it, or cancel it to have the escalation dropped.',
  message: 'Retry it, or cancel it to have the message dropped, and send another.',
  signal: 'Retry it, or cancel it to have the signal dropped for this instance.',
  'signal-start': 'Retry it, or cancel it and start the instance by hand.',
  'timer-start': 'Retry it, or cancel it and start the instance by hand.',
};

/** Variables belong to an instance that runs, or to an activity in it, and there is none. Nothing was done. */
export class JobHasNoScopeError extends CongvanError {
  readonly code = 'runtime.job-has-no-scope';
  readonly kind = 'conflict';
  constructor(jobId: string) {
    const what = 'has no such scope whose variables could be changed';
    super(`Job ${jobId} ${what}.`, {
      findings: [{ where: jobId, what, mend: 'Retry it without variables, or set those of the process.' }],
    });
  }
}

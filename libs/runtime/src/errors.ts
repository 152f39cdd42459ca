import { CongvanError } from '#foundation';

export class DeploymentRefusedError extends CongvanError {
  readonly code = 'runtime.deployment-refused';
  readonly kind = 'invalid';
}

export class DefinitionNotFoundError extends CongvanError {
  readonly code = 'runtime.definition-not-found';
  readonly kind = 'not-found';
}

export class DecisionNotFoundError extends CongvanError {
  readonly code = 'runtime.decision-not-found';
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

/** Operators hold the instance: it goes on when they let it. */
export class InstanceSuspendedError extends CongvanError {
  readonly code = 'runtime.instance-suspended';
  readonly kind = 'conflict';
  constructor(instanceId: string) {
    super(`Process instance ${instanceId} is suspended.`, {
      findings: [{ where: instanceId, what: 'is suspended', mend: 'Resume it, or wait until an operator does.' }],
    });
  }
}

/** Operators let no instance of the definition start. */
export class DefinitionSuspendedError extends CongvanError {
  readonly code = 'runtime.definition-suspended';
  readonly kind = 'conflict';
  constructor(key: string) {
    super(`The process "${key}" is suspended: no instance of it starts.`, {
      findings: [{ where: key, what: 'is suspended', mend: 'Resume the definition, or wait until an operator does.' }],
    });
  }
}

/** More than one takes the message, and it goes to one alone. Nobody got it. */
export class AmbiguousMessageError extends CongvanError {
  readonly code = 'runtime.ambiguous-message';
  readonly kind = 'conflict';
  constructor(message: string, count: number, what: string) {
    super(`The ${message} fits ${count} ${what}; nobody got it.`, {
      findings: [
        {
          where: 'message',
          what: `fits ${count} ${what}`,
          mend: 'Send a correlation key or a business key that only one of them has.',
        },
      ],
    });
  }
}

/** Nobody takes the message now, and the sender did not ask to keep it. */
export class MessageNotCorrelatedError extends CongvanError {
  readonly code = 'runtime.message-not-correlated';
  readonly kind = 'conflict';
  constructor(message: string, reason: string) {
    super(`The ${message} fits 0 waiting instances: ${reason}.`, {
      findings: [
        {
          where: 'message',
          what: reason,
          mend: 'Check name and keys, or send a timeToLive to have it kept for whoever comes to wait for it.',
        },
      ],
    });
  }
}

/** Called processes that call on and on. The command that led to it has done nothing. */
export class RunawayCallsError extends CongvanError {
  readonly code = 'runtime.runaway-calls';
  readonly kind = 'conflict';
  /** @param calls `process:callActivity` of every instance in the chain, the outermost first; the last called `called`. */
  constructor(limit: number, calls: readonly string[], called: string) {
    const chain = [...new Set(calls), called].join(' → ');
    super(`More than ${limit} called instances would lie inside one another: ${chain}. Nothing was done.`, {
      findings: [
        {
          where: calls.at(-1)!,
          what: `calls "${called}" more than ${limit} instances deep: ${chain}`,
          mend: 'Put a branch before the call that ends the round, or correct which process it calls.',
        },
      ],
    });
  }
}

/** Processes that set each other off by messages or signals, on and on. The one that goes on the row is laid aside. */
export class RunawayEventsError extends CongvanError {
  readonly code = 'runtime.runaway-events';
  readonly kind = 'conflict';
  /** @param process key of the one that throws the event or begins with it. */
  constructor(limit: number, event: string, process: string) {
    const what = `"${event}" comes after more than ${limit} messages or signals, each thrown because of the one before`;
    super(`${what}, with no wait between them; it concerns the process "${process}".`, {
      findings: [
        {
          where: process,
          what,
          mend: `Put a condition before the throw that ends the round, or a wait (a task, a timer, camunda:asyncBefore), and deploy that; a retry lets ${limit} more happen.`,
        },
      ],
    });
  }
}

/** The message was taken, has expired or was deleted. */
export class KeptMessageNotFoundError extends CongvanError {
  readonly code = 'runtime.kept-message-not-found';
  readonly kind = 'not-found';
  constructor(id: string) {
    super(`No message ${id} is kept: somebody took it, its time is over, or it was deleted.`);
  }
}

/** The ad-hoc sub-process has ended, or does not offer the activity. */
export class OfferNotFoundError extends CongvanError {
  readonly code = 'runtime.offer-not-found';
  readonly kind = 'not-found';
}

export class TaskNotFoundError extends CongvanError {
  readonly code = 'runtime.task-not-found';
  readonly kind = 'not-found';
}

/** The task was completed or withdrawn before. */
export class TaskNotOpenError extends CongvanError {
  readonly code = 'runtime.task-not-open';
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

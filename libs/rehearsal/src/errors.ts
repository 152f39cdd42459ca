import { CongvanError, type Finding } from '#foundation';
import type { Step } from './rehearsal.js';

/** A step names something that does not wait for it. The message tells what it waits for, or else what is open. */
export class NothingOpenError extends CongvanError {
  readonly code = 'rehearsal.nothing-open';
  readonly kind = 'conflict';

  constructor(
    /** BPMN id, as the step has it. */
    readonly element: string,
    /** What the step does, e.g. `complete`. */
    step: Step['kind'],
    /** What the element waits for instead, e.g. `` `job` ``; empty where it does not wait at all. */
    waitsFor: readonly string[],
    open: readonly string[],
  ) {
    super(
      waitsFor.length === 0
        ? `nothing is open for ${element}. Open: ${open.length === 0 ? 'nothing' : open.join(', ')}.`
        : `${element} waits for ${waitsFor.join(' or ')}, not for \`${step}\`.`,
    );
  }
}

/** A step sends a message or signal that no process of the model waits for or begins with. */
export class UnknownNameError extends CongvanError {
  readonly code = 'rehearsal.unknown-name';
  readonly kind = 'not-found';

  constructor(kind: 'message' | 'signal', name: string, known: readonly string[]) {
    const names = known.length === 0 ? 'none' : known.map((each) => `"${each}"`).join(', ');
    super(`No process waits for the ${kind} "${name}" or begins with it. Known are: ${names}.`);
  }
}

/** A step sets a variable that nothing of the case has: a misspelt one would otherwise seem to move nothing. */
export class UnknownVariableError extends CongvanError {
  readonly code = 'rehearsal.unknown-variable';
  readonly kind = 'not-found';

  constructor(name: string, known: readonly string[]) {
    const names = known.length === 0 ? 'none' : known.toSorted().join(', ');
    super(`The case has no variable "${name}" that could be set. It has: ${names}.`);
  }
}

/** A message fits more than one receiver, so that an office would give it to none. */
export class AmbiguousMessageError extends CongvanError {
  readonly code = 'rehearsal.ambiguous-message';
  readonly kind = 'conflict';

  constructor(message: string, count: number, what: string) {
    super(
      `The ${message} fits ${count} ${what}; nobody got it. ` +
        'Send a correlation key or a business key that only one of them has.',
    );
  }
}

/** Somebody is to complete a task that the office would not show him. */
export class TaskOfOthersError extends CongvanError {
  readonly code = 'rehearsal.task-of-others';
  readonly kind = 'forbidden';

  constructor(
    login: string,
    tasks: readonly {
      readonly element: string;
      readonly assignee?: string;
      readonly candidateUsers: readonly string[];
      readonly candidateGroups: readonly string[];
    }[],
  ) {
    const whose = tasks.map(
      ({ assignee, candidateUsers, candidateGroups }) =>
        assignee ?? ([...candidateUsers, ...candidateGroups].join(', ') || 'nobody'),
    );
    super(`${login} may not see ${tasks[0]?.element}: it is for ${whose.join('; ')}.`);
  }
}

/** The instances keep one another, or a timer of no length, busy for ever. */
export class EndlessRehearsalError extends CongvanError {
  readonly code = 'rehearsal.endless';
  readonly kind = 'conflict';

  constructor(limit: number, element: string) {
    super(
      `After ${limit} commands in one step there is still something to do, now at ${element}. ` +
        'Give the loop a task, a message or a timer of some length to wait at.',
    );
  }
}

/** Called processes that call on and on. */
export class RunawayCallsError extends CongvanError {
  readonly code = 'rehearsal.runaway-calls';
  readonly kind = 'conflict';

  /** @param call `process:callActivity` of the call that goes too deep. */
  constructor(limit: number, call: string) {
    super(
      `${call} calls more than ${limit} instances deep. ` +
        'Put a branch before the call that ends the round, or correct which process it calls.',
    );
  }
}

/** A model, script or scenario file cannot be read, or names what the model does not have. */
export class UnusableRehearsalError extends CongvanError {
  readonly code = 'rehearsal.unusable';
  readonly kind = 'invalid';

  constructor(
    readonly file: string,
    findings: readonly Omit<Finding, 'code'>[],
  ) {
    super(findings.map(({ where, what, mend }) => [`${where}: ${what}`, mend].filter(Boolean).join(' ')).join('\n'), {
      findings,
    });
  }
}

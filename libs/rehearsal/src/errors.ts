import { CongvanError, type Finding } from '#foundation';

/** A step names something that does not wait for it. The message lists what does. */
export class NothingOpenError extends CongvanError {
  readonly code = 'rehearsal.nothing-open';
  readonly kind = 'conflict';

  constructor(
    /** BPMN id, as the step has it. */
    readonly element: string,
    open: readonly string[],
  ) {
    super(`nothing is open for ${element}. Open: ${open.length === 0 ? 'nothing' : open.join(', ')}.`);
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

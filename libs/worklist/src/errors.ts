import { CongvanError, type Finding } from '#foundation';

/** The task is not the caller's to see, or not his to do this with. */
export class TaskForbiddenError extends CongvanError {
  readonly code = 'worklist.task-forbidden';
  readonly kind = 'forbidden';

  /** `why` goes on from the task: `is not offered to you`. */
  constructor(taskId: string, why: string) {
    super(`Task ${taskId} ${why}.`);
  }
}

/** An operator gave the task to somebody whose work it is not. */
export class TaskOfOthersError extends CongvanError {
  readonly code = 'worklist.task-of-others';
  readonly kind = 'forbidden';

  /** @param workOf groups and logins */
  constructor(taskId: string, login: string, workOf: readonly string[]) {
    super(
      `Task ${taskId} is the work of ${workOf.join(', ')}: ${login} has it of an operator alone, and neither reads nor does it by that ` +
        '(47/QĐ-STP, Article 17). Return it, or have the operator give it to one of them.',
    );
  }
}

/** Somebody else took the task before. */
export class TaskClaimedError extends CongvanError {
  readonly code = 'worklist.task-claimed';
  readonly kind = 'conflict';

  constructor(taskId: string, assignee: string) {
    super(`Task ${taskId} has been claimed by ${assignee}; it is free again once ${assignee} gives it back.`);
  }
}

/** Given back, the task would belong to nobody. */
export class TaskNotOfferedError extends CongvanError {
  readonly code = 'worklist.task-not-offered';
  readonly kind = 'conflict';

  constructor(taskId: string) {
    super(`Task ${taskId} was given to you by name and is offered to nobody else, so it cannot be given back.`);
  }
}

/** Somebody has given it to its holder, and shall hear why he does not do it. */
export class TaskGivenError extends CongvanError {
  readonly code = 'worklist.task-given';
  readonly kind = 'conflict';

  constructor(taskId: string, giver: string) {
    super(`Task ${taskId} was given to you by ${giver}: return it to ${giver} with a reason (POST /tasks/{id}/return).`);
  }
}

/** It was opened before it could be taken back. */
export class TaskOpenedError extends CongvanError {
  readonly code = 'worklist.task-opened';
  readonly kind = 'conflict';

  /** @param at ISO 8601 */
  constructor(taskId: string, login: string, at: string) {
    super(`Task ${taskId} cannot be taken back: ${login} opened it at ${at}. Ask ${login} to return it.`);
  }
}

/** A task is handed over only to somebody whose work it could be. */
export class ReceiverUnfitError extends CongvanError {
  readonly code = 'worklist.receiver-unfit';
  readonly kind = 'invalid';

  /** @param what goes on from the login: `holds it already` */
  constructor(to: string, what: string) {
    super(`The task cannot be handed over: ${to} ${what}.`, {
      findings: [{ where: 'to', what: `${to} ${what}`, mend: 'Name a colleague to whom it is offered, or of the unit whose work it is.' }],
    });
  }
}

/** A head hands work only to the people of his own unit. */
export class AssigneeOutsideUnitError extends CongvanError {
  readonly code = 'worklist.assignee-outside-unit';
  readonly kind = 'invalid';

  constructor(assignee: string, units: readonly string[]) {
    const what = `${assignee} has no valid post in ${units.join(' or ')}`;
    super(`The task cannot be handed over: ${what}.`, {
      findings: [{ where: 'assignee', what, mend: `Name a person of ${units.join(' or ')}.` }],
    });
  }
}

/** What was submitted does not fit the form; the findings name the fields. */
export class SubmissionRefusedError extends CongvanError {
  readonly code = 'worklist.submission-refused';
  readonly kind = 'invalid';

  constructor(taskId: string, findings: readonly Finding[]) {
    super(`Task ${taskId} stays open: what was submitted does not fit its form.`, { findings });
  }
}

/** The list of everybody's tasks is for managers and administrators. */
export class ListForbiddenError extends CongvanError {
  readonly code = 'worklist.list-forbidden';
  readonly kind = 'forbidden';

  constructor() {
    super("Only managers and administrators may list everybody's tasks; ask for the scope mine or group.");
  }
}

/** The service task does not say to whom the work climbs. */
export class EscalationGroupMissingError extends CongvanError {
  readonly code = 'worklist.escalation-group-missing';
  readonly kind = 'invalid';

  constructor(elementId: string) {
    super(`${elementId}: the input parameter escalateTo must name a group, such as head:QLCN or leader.`, {
      findings: [{ where: elementId, what: 'has no usable input parameter escalateTo' }],
    });
  }
}

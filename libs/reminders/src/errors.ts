import { CongvanError, type Finding } from '#foundation';

/** No reminder policy has this id. */
export class ReminderPolicyNotFoundError extends CongvanError {
  readonly code = 'reminders.policy-not-found';
  readonly kind = 'not-found';

  constructor(id: string) {
    super(`There is no reminder policy ${id}.`);
  }
}

/** The policy names a unit or a group that this office does not have. */
export class ReminderPolicyInvalidError extends CongvanError {
  readonly code = 'reminders.policy-invalid';
  readonly kind = 'invalid';

  constructor(findings: readonly Finding[]) {
    super('The reminder policy cannot be kept as described.', { findings });
  }
}

/** Somebody has changed it since the caller looked. */
export class ReminderPolicyStaleError extends CongvanError {
  readonly code = 'reminders.policy-stale';
  readonly kind = 'conflict';

  constructor(id: string, changedBy: string) {
    super(`${changedBy} has changed the reminder policy ${id} meanwhile. Look at it again, then change it.`);
  }
}

/** Another policy bears the name. */
export class ReminderPolicyExistsError extends CongvanError {
  readonly code = 'reminders.policy-exists';
  readonly kind = 'conflict';

  constructor(name: string) {
    super(`There is a reminder policy "${name}" already.`, {
      findings: [{ where: 'name', what: 'belongs to another policy', mend: 'Choose another name, or change that policy.' }],
    });
  }
}

/** Nothing with this id has a deadline. */
export class RemindedDeadlineNotFoundError extends CongvanError {
  readonly code = 'reminders.deadline-not-found';
  readonly kind = 'not-found';

  constructor(kind: string, id: string) {
    super(`There is no ${kind} deadline ${id}.`);
  }
}

/** Nobody is in any of the groups that a reminder could go to. It stands in the list of reminders, and is tried again. */
export class NobodyToRemindError extends CongvanError {
  readonly code = 'reminders.nobody-to-remind';
  readonly kind = 'conflict';

  constructor(groups: readonly string[]) {
    const where = groups.length === 0 ? 'the task is nobody’s and offered to nobody' : `nobody is in ${groups.join(', ')} today`;
    super(`There is nobody to remind: ${where}. Assign the task, or appoint somebody.`);
  }
}

/** No reminder has this id. */
export class ReminderNotFoundError extends CongvanError {
  readonly code = 'reminders.not-found';
  readonly kind = 'not-found';

  constructor(id: string) {
    super(`There is no reminder ${id}.`);
  }
}

/** The reminder was sent, is not needed any more, or is still tried without anybody's help. */
export class NothingToRetryError extends CongvanError {
  readonly code = 'reminders.nothing-to-retry';
  readonly kind = 'conflict';

  constructor(id: string) {
    super(`Nothing of reminder ${id} is given up. Look at its status, its recipients and their attempts.`);
  }
}

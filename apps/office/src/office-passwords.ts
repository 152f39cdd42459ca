import { membersOfGroup } from '#directory';
import { type DirectResetTools, type PasswordResetTools, recordPasswordStep, requestPasswordReset, withdrawPasswordReset } from '#identity';
import { groupNotifier, notifyPeople } from '#notifications';
import { tellOfMailbox } from './office-mailboxes.js';
import { throughGate } from './office-gate.js';

const notifyGroup = groupNotifier(membersOfGroup);

/** What requests for new passwords need of notices and posts. */
export const passwordResetTools: PasswordResetTools = { tell: tellOfMailbox, membersOf: membersOfGroup };

/** How those whom a password without a request concerns hear of it. */
export const directResetTools: DirectResetTools = {
  membersOf: membersOfGroup,
  async tell(context, { people, groups }, told) {
    const notice = { kind: 'reminder', ...told } as const;
    if (people.length > 0) await context.run(notifyPeople, { logins: people, notice });
    for (const group of groups) await notifyGroup(context, group, notice);
  },
};

/** What people do about passwords that are forgotten or exposed, beside their tasks: what they write goes through the gate. */
export const officePasswords = {
  request: throughGate(requestPasswordReset, ({ login, identifiedBy }) => ({ subject: 'account', subjectId: login, texts: { identifiedBy: identifiedBy ?? '' } })),
  withdraw: withdrawPasswordReset(passwordResetTools),
};

/** What is written down where a task about a password is completed. */
export const recordPasswordTask = recordPasswordStep(passwordResetTools);

import { membersOfGroup } from '#directory';
import { type PasswordResetTools, recordPasswordStep, requestPasswordReset, withdrawPasswordReset } from '#identity';
import { tellOfMailbox } from './office-mailboxes.js';
import { throughGate } from './office-gate.js';

/** What requests for new passwords need of notices and posts. */
export const passwordResetTools: PasswordResetTools = { tell: tellOfMailbox, membersOf: membersOfGroup };

/** What people do about passwords that are forgotten or exposed, beside their tasks: what they write goes through the gate. */
export const officePasswords = {
  request: throughGate(requestPasswordReset, ({ login, identifiedBy }) => ({ subject: 'account', subjectId: login, texts: { identifiedBy: identifiedBy ?? '' } })),
  withdraw: withdrawPasswordReset(passwordResetTools),
};

/** What is written down where a task about a password is completed. */
export const recordPasswordTask = recordPasswordStep(passwordResetTools);

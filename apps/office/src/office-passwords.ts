import { membersOfGroup } from '#directory';
import { type DirectResetTools, type PasswordResetTools, recordPasswordStep, requestPasswordReset, withdrawPasswordReset } from '#identity';
import { throughGate } from './office-gate.js';
import { tellAs } from './tell.js';

const tell = tellAs('reminder');

/** What requests for new passwords need of notices and posts. */
export const passwordResetTools: PasswordResetTools = { tell, membersOf: membersOfGroup };

/** How those whom a password without a request concerns hear of it. */
export const directResetTools: DirectResetTools = {
  membersOf: membersOfGroup,
  tell,
};

/** What people do about passwords that are forgotten or exposed, beside their tasks: what they write goes through the gate. */
export const officePasswords = {
  request: throughGate(requestPasswordReset, ({ login, identifiedBy }) => ({ subject: 'account', subjectId: login, texts: { identifiedBy: identifiedBy ?? '' } })),
  withdraw: withdrawPasswordReset(passwordResetTools),
};

/** What is written down where a task about a password is completed. */
export const recordPasswordTask = recordPasswordStep(passwordResetTools);

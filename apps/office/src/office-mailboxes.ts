import { membersOfGroup, recordDormantStep, recordMailboxDecision, requestMailboxChange, type TellOfMailbox, withdrawMailboxRequest } from '#directory';
import { groupNotifier, notifyPeople } from '#notifications';
import type { BeforeCompletion } from '#worklist';
import { throughGate } from './office-gate.js';

const notifyGroup = groupNotifier(membersOfGroup);

/** How people hear what becomes of mailboxes. */
export const tellOfMailbox: TellOfMailbox = async (context, { people, groups }, told) => {
  const notice = { kind: 'reminder', ...told } as const;
  if (people.length > 0) await context.run(notifyPeople, { logins: people, notice });
  for (const group of groups) await notifyGroup(context, group, notice);
};

const request = requestMailboxChange(tellOfMailbox);

/** What people ask for about mailboxes: what they write goes through the gate. */
export const officeMailboxes = {
  request: throughGate(request, ({ request: texts }, { id }) => ({ subject: 'mailbox-request', subjectId: id, texts })),
  withdraw: throughGate(withdrawMailboxRequest, ({ id }) => ({ subject: 'mailbox-request', subjectId: id })),
};

const recordDecision = recordMailboxDecision(tellOfMailbox);

/** What is written down where a task about a mailbox is completed. */
export const recordMailboxTask: BeforeCompletion = async (context, completion) => {
  await recordDecision(context, completion);
  await recordDormantStep(context, completion);
};

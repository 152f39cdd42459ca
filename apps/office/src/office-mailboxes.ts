import { askForDormantRound, changeMailboxStatusByHand, createMailboxByHand, endStoppedRequest, endStoppedRound, membersOfGroup, renameMailboxByHand, recordDormantStep, recordMailboxDecision, requestMailboxChange, withdrawDormantRound, withdrawMailboxRequest } from '#directory';
import { groupNotifier, notifyPeople } from '#notifications';
import type { CommandContext, Tell } from '#runtime';
import type { BeforeCompletion } from '#worklist';
import { throughGate } from './office-gate.js';

const notifyGroup = groupNotifier(membersOfGroup);

/** How people hear what becomes of mailboxes. */
export const tellOfMailbox: Tell = async (context, { people, groups }, told) => {
  const notice = { kind: 'reminder', ...told } as const;
  if (people.length > 0) await context.run(notifyPeople, { logins: people, notice });
  for (const group of groups) await notifyGroup(context, group, notice);
};

const request = requestMailboxChange(tellOfMailbox);

/** What people ask for about mailboxes: what they write goes through the gate. */
export const officeMailboxes = {
  request: throughGate(request, ({ request: texts }, { id }) => ({ subject: 'mailbox-request', subjectId: id, texts })),
  askForRound: askForDormantRound,
  withdrawRound: throughGate(withdrawDormantRound, () => ({ subject: 'mailbox', subjectId: 'dormant' })),
  withdraw: throughGate(withdrawMailboxRequest, ({ id }) => ({ subject: 'mailbox-request', subjectId: id })),
};

/** How the head and the office hear of what an administrator does to a mailbox by hand, outside of any case. */
const tellOfRepair = async (context: CommandContext, { groups }: { readonly groups: readonly string[] }, told: { readonly title: string; readonly body: string; readonly event: string }): Promise<void> => {
  for (const group of groups) await notifyGroup(context, group, { kind: 'reminder', ...told });
};

/** What is done to mailboxes by hand. */
export const mailboxesByHand = { create: createMailboxByHand, rename: renameMailboxByHand, changeStatus: changeMailboxStatusByHand, tell: tellOfRepair };

const recordDecision = recordMailboxDecision(tellOfMailbox);

/** What is written down where a task about a mailbox is completed. */
export const recordMailboxTask: BeforeCompletion = async (context, completion) => {
  await recordDecision(context, completion);
  await recordDormantStep(context, completion);
};

/** What stands beside a case about mailboxes that an operator has ended is over with it. */
export async function settleMailboxCase(context: CommandContext, ended: { readonly instanceId: string; readonly reason: string }): Promise<void> {
  await endStoppedRequest(context, tellOfMailbox, ended);
  await endStoppedRound(context, tellOfMailbox, ended);
}

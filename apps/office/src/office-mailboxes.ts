import { askForDormantRound, changeMailboxStatusByHand, createMailboxByHand, endStoppedRequest, endStoppedRound, renameMailboxByHand, recordDormantStep, recordMailboxDecision, requestMailboxChange, withdrawDormantRound, withdrawMailboxRequest } from '#directory';
import type { CommandContext } from '#runtime';
import type { BeforeCompletion } from '#worklist';
import { throughGate } from './office-gate.js';
import { tellAs } from './tell.js';

const tell = tellAs('reminder');

const request = requestMailboxChange(tell);

/** What people ask for about mailboxes: what they write goes through the gate. */
export const officeMailboxes = {
  request: throughGate(request, ({ request: texts }, { id }) => ({ subject: 'mailbox-request', subjectId: id, texts })),
  askForRound: askForDormantRound,
  withdrawRound: throughGate(withdrawDormantRound, () => ({ subject: 'mailbox', subjectId: 'dormant' })),
  withdraw: throughGate(withdrawMailboxRequest, ({ id }) => ({ subject: 'mailbox-request', subjectId: id })),
};

/** What is done to mailboxes by hand. */
export const mailboxesByHand = { create: createMailboxByHand, rename: renameMailboxByHand, changeStatus: changeMailboxStatusByHand, tell };

const recordDecision = recordMailboxDecision(tell);

/** What is written down where a task about a mailbox is completed. */
export const recordMailboxTask: BeforeCompletion = async (context, completion) => {
  await recordDecision(context, completion);
  await recordDormantStep(context, completion);
};

/** What stands beside a case about mailboxes that an operator has ended is over with it. */
export async function settleMailboxCase(context: CommandContext, ended: { readonly instanceId: string; readonly reason: string }): Promise<void> {
  await endStoppedRequest(context, tell, ended);
  await endStoppedRound(context, tell, ended);
}

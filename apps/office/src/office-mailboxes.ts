import { askForDormantRound, changeMailboxStatusByHand, createMailboxByHand, endMailboxUse, endCancelledRequest, endCancelledRound, followMailbox, type FollowMailboxInput, grantMailboxUse, handOverMailbox, renameMailboxByHand, recordDormantStep, recordMailboxStep, requestMailboxChange, withdrawDormantRound, withdrawMailboxRequest } from '#directory';
import type { Command, CommandContext } from '#runtime';
import type { BeforeCompletion } from '#worklist';
import { checkedAfterwards, throughGate } from './office-gate.js';
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

type Systems = Pick<FollowMailboxInput, 'systems'>;

/** The same command, after which every account system follows. */
function followed<Input extends object, Output, Row>(
  command: Command<Input, Output, Row>,
  changed: (input: Input, output: Output) => Pick<FollowMailboxInput, 'mailboxId' | 'change'>,
): Command<Input & Systems, Output, Row> {
  return {
    ...checkedAfterwards<Input & Systems, Output, Row>(command, (context, input, output) =>
      context.run(followMailbox, { ...changed(input, output), systems: input.systems }),
    ),
    request: (input) => withoutSystems(command.request?.(input) ?? input),
  };
}

/** Where it is carried out is not what was asked. */
function withoutSystems({ systems: _, ...asked }: Partial<Systems>): object {
  return asked;
}

/** What is done to mailboxes at once, without a request: by administrators, IT, and the heads of units. */
export const mailboxesByHand = {
  create: followed(createMailboxByHand, (_, { id }) => ({ mailboxId: id, change: 'created' })),
  rename: followed(renameMailboxByHand, ({ id }) => ({ mailboxId: id, change: 'renamed' })),
  changeStatus: followed(changeMailboxStatusByHand, ({ id, status }) => ({ mailboxId: id, change: status === 'active' ? 'opened' : 'closed' })),
  grantUse: followed(grantMailboxUse, ({ id }) => ({ mailboxId: id, change: 'use-granted' })),
  endUse: followed(endMailboxUse, ({ id }) => ({ mailboxId: id, change: 'use-ended' })),
  handOver: followed(handOverMailbox, ({ id }) => ({ mailboxId: id, change: 'handed-over' })),
  tell,
};

const recordDecision = recordMailboxStep(tell);

/** What is written down where a task about a mailbox is completed. */
export const recordMailboxTask: BeforeCompletion = async (context, completion) => {
  await recordDecision(context, completion);
  await recordDormantStep(context, completion);
};

/** What stands beside a case about mailboxes that an operator has ended is over with it. */
export async function settleMailboxCase(context: CommandContext, ended: { readonly instanceId: string; readonly reason: string }): Promise<void> {
  await endCancelledRequest(context, tell, ended);
  await endCancelledRound(context, tell, ended);
}

import type { Command } from '#runtime';
import { MailboxRemovalByOneError } from '../mailbox-requests/errors.js';
import { changeMailboxStatus, type ChangeMailboxStatusInput } from './change-mailbox-status.command.js';
import { lockMailbox } from './locked-mailbox.js';
import { type ByHand, refuseByHand, tellOfRepair } from './unit-mailbox-by-hand.js';

/**
 * The same by one person alone, who removes none for good, and changes nothing of a unit: that takes a request and an approval. An
 * administrator may, where something went wrong; the trail says so, and the head and the chief of office hear of it.
 * @throws MailboxRemovalByOneError, MailboxByRequestError, and what {@link changeMailboxStatus} throws
 */
export const changeMailboxStatusByHand: Command<ChangeMailboxStatusInput & ByHand, void> = {
  name: 'directory.change-mailbox-status-by-hand',
  request: ({ groups: _, tell: __, ...input }) => input,
  async run(context, { groups, tell, ...input }) {
    if (input.status === 'removed' && !groups.includes('admin')) throw new MailboxRemovalByOneError(input.id);
    const mailbox = await lockMailbox(context, input.id);
    await refuseByHand(context, mailbox, { groups, tell });
    await context.run(changeMailboxStatus, input);
    if (input.status !== mailbox.status) await tellOfRepair(context, { groups, tell }, { ...mailbox, what: `${mailbox.status} → ${input.status}. Lý do: ${input.reason}` });
    if (input.status === 'removed') context.audit({ subject: 'mailbox', subjectId: input.id, detail: { repair: true } });
    else context.nothingChanged();
  },
};

import type { Command } from '#runtime';
import { lockMailbox } from './locked-mailbox.js';
import { renameMailbox, type RenameMailboxInput } from './rename-mailbox.command.js';
import { type ByHand, refuseByHand, tellOfRepair } from './unit-mailbox-by-hand.js';

/**
 * Another address without a request: for a person, or for a unit by an administrator alone.
 * @throws MailboxByRequestError, and what {@link renameMailbox} throws
 */
export const renameMailboxByHand: Command<RenameMailboxInput & ByHand, { address: string }> = {
  name: 'directory.rename-mailbox-by-hand',
  request: ({ groups: _, tell: __, ...input }) => input,
  async run(context, { groups, tell, ...input }) {
    const mailbox = await lockMailbox(context, input.id);
    await refuseByHand(context, mailbox, { groups, tell });
    const renamed = await context.run(renameMailbox, input);
    if (renamed.address !== mailbox.address) await tellOfRepair(context, { groups, tell }, { ...mailbox, what: `địa chỉ mới ${renamed.address}. Lý do: ${input.reason}` });
    return renamed;
  },
};

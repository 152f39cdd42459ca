import type { Command } from '#runtime';
import { createMailbox, type CreatedMailbox, type NewMailbox } from './create-mailbox.command.js';
import { type ByHand, refuseByHand, tellOfRepair } from './unit-mailbox-by-hand.js';

/**
 * The mailbox of a person as IT makes it; that of a unit by an administrator alone.
 * @throws MailboxByRequestError, and what {@link createMailbox} throws
 */
export const createMailboxByHand: Command<ByHand & { readonly mailbox: NewMailbox }, CreatedMailbox> = {
  name: 'directory.create-mailbox-by-hand',
  request: ({ mailbox }) => mailbox,
  async run(context, { mailbox, ...byHand }) {
    const unit = mailbox.kind === 'unit' ? mailbox.unit : null;
    await refuseByHand(context, { unit, id: null }, byHand);
    const created = await context.run(createMailbox, mailbox);
    await tellOfRepair(context, byHand, { unit, ...created, what: 'lập hộp thư' });
    return created;
  },
};

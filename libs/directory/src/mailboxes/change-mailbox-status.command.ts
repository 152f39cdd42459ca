import type { Command } from '#runtime';
import { MailboxStatusError } from './errors.js';
import { lockMailbox } from './locked-mailbox.js';
import { type MailboxStatus, NEXT_STATUSES } from './mailbox-status.js';

export interface ChangeMailboxStatusInput {
  readonly id: string;
  readonly status: MailboxStatus;
  /** For the trail. */
  readonly reason: string;
}

/**
 * Closes a mailbox for a time or for good, opens it again, or removes it. A removed one gives its address to nobody, and its
 * owner may get another.
 * @throws MailboxNotFoundError, MailboxStatusError
 */
export const changeMailboxStatus: Command<ChangeMailboxStatusInput, void> = {
  name: 'directory.change-mailbox-status',
  async run(context, { id, status, reason }) {
    const mailbox = await lockMailbox(context, id);
    if (mailbox.status === status) return context.nothingChanged();
    if (!NEXT_STATUSES[mailbox.status].includes(status)) throw new MailboxStatusError(id, mailbox.status, `become ${status}`);
    await context.tx.execute('update mailbox set status = $2, changed_at = $3 where id = $1', [id, status, context.now]);
    if (status === 'removed') {
      await context.tx.execute('update mailbox_address set until = $2 where mailbox_id = $1 and until is null', [id, context.now]);
    }
    context.audit({ subject: 'mailbox', subjectId: id, detail: { address: mailbox.address, old: { status: mailbox.status }, new: { status }, reason } });
  },
};

import type { Command } from '#runtime';
import { MailboxRefusedError } from './errors.js';
import { lockMailbox, refuseRemoved } from './locked-mailbox.js';
import { clashFindings, localPartFindings, lockAddress } from './mailbox-address.js';

export interface RenameMailboxInput {
  readonly id: string;
  /** The part before the @. */
  readonly localPart: string;
  /** For the trail. */
  readonly reason: string;
}

/**
 * Gives a mailbox another address under the same domain; the old one is kept from all others, for whoever writes to it means
 * this mailbox.
 * @throws MailboxNotFoundError, MailboxStatusError, MailboxRefusedError
 */
export const renameMailbox: Command<RenameMailboxInput, { address: string }> = {
  name: 'directory.rename-mailbox',
  async run(context, { id, localPart, reason }) {
    const { tx, now } = context;
    const mailbox = await lockMailbox(context, id);
    refuseRemoved(mailbox, 'get another address');
    const name = localPart.trim().toLowerCase();
    const address = `${name}${mailbox.address.slice(mailbox.address.indexOf('@'))}`;
    if (address === mailbox.address) {
      context.nothingChanged();
      return { address };
    }
    await lockAddress(tx, address);
    const [own] = await tx.query('select from mailbox_address where address = $1 and mailbox_id = $2', [address, id]);
    const findings = own === undefined ? [...localPartFindings(name), ...(await clashFindings(tx, address, mailbox))] : [];
    if (findings.length > 0) throw new MailboxRefusedError(findings);
    await tx.execute('update mailbox_address set until = $2 where mailbox_id = $1 and until is null', [id, now]);
    await tx.execute(
      `insert into mailbox_address (address, mailbox_id, since) values ($1, $2, $3) on conflict (address) do update set since = $3, until = null`,
      [address, id, now],
    );
    context.audit({ subject: 'mailbox', subjectId: id, detail: { old: { address: mailbox.address }, new: { address }, reason } });
    return { address };
  },
};

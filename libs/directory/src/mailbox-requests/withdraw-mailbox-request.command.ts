import { type Command, correlateMessage } from '#runtime';
import { MailboxRequestForbiddenError, MailboxRequestStateError } from './errors.js';
import { lockRequest } from './mailbox-request.js';
import { MailboxRequestNotFoundError } from './errors.js';

export interface WithdrawMailboxRequestInput {
  readonly id: string;
  readonly reason: string;
}

/**
 * Whoever has asked takes it back while nobody has decided. Where an operator has ended the case before, only the record is brought
 * in line, whatever had been decided.
 * @throws MailboxRequestNotFoundError, MailboxRequestForbiddenError, MailboxRequestStateError
 */
export const withdrawMailboxRequest: Command<WithdrawMailboxRequestInput, void> = {
  name: 'directory.withdraw-mailbox-request',
  async run(context, { id, reason }) {
    const { tx, now, caller } = context;
    const [found] = await tx.query<{ instanceId: string }>('select instance_id as "instanceId" from mailbox_request where id = $1', [id]);
    if (found === undefined) throw new MailboxRequestNotFoundError(id);
    const goesOn = (await tx.execute(`select from process_instance where id = $1 and status = 'active' for no key update`, [found.instanceId])) > 0;
    const { label, status, requestedBy } = await lockRequest(tx, id);
    if (requestedBy !== caller.actor) throw new MailboxRequestForbiddenError('take back what another has asked for');
    if (status !== 'asked' && !(status === 'approved' && !goesOn)) throw new MailboxRequestStateError(label, status, 'taking it back');
    await context.run(correlateMessage, { message: 'mailbox-request.withdrawn', correlationKey: id, mustMatch: goesOn });
    await tx.execute(`update mailbox_request set status = $2, ended_at = $3, decision_note = coalesce(decision_note, $4) where id = $1`, [
      id,
      status === 'asked' ? 'withdrawn' : 'failed',
      now,
      reason,
    ]);
    context.audit({ subject: 'mailbox-request', subjectId: id, detail: { old: { status }, new: { status: 'withdrawn' } } });
  },
};

import { type Command, correlateMessage, lockCase } from '#runtime';
import { MailboxRequestForbiddenError, MailboxRequestStateError } from './errors.js';
import { lockRequest } from './mailbox-request.js';
import { MailboxRequestNotFoundError } from './errors.js';

export interface WithdrawMailboxRequestInput {
  readonly id: string;
  readonly reason: string;
}

/**
 * Whoever has asked takes it back while nobody has decided.
 * @throws MailboxRequestNotFoundError, MailboxRequestForbiddenError, MailboxRequestStateError
 */
export const withdrawMailboxRequest: Command<WithdrawMailboxRequestInput, void> = {
  name: 'directory.withdraw-mailbox-request',
  async run(context, { id, reason }) {
    const { tx, now, caller } = context;
    const [found] = await tx.query<{ instanceId: string }>('select instance_id as "instanceId" from mailbox_request where id = $1', [id]);
    if (found === undefined) throw new MailboxRequestNotFoundError(id);
    await lockCase(tx, found.instanceId);
    const { label, status, requestedBy } = await lockRequest(tx, id);
    if (requestedBy !== caller.actor) throw new MailboxRequestForbiddenError('take back what another has asked for');
    if (status !== 'asked') throw new MailboxRequestStateError(label, status, 'taking it back');
    await context.run(correlateMessage, { message: 'mailbox-request.withdrawn', correlationKey: id, mustMatch: true });
    await tx.execute(`update mailbox_request set status = 'withdrawn', ended_at = $2, decision_note = coalesce(decision_note, $3) where id = $1`, [id, now, reason]);
    context.audit({ subject: 'mailbox-request', subjectId: id, detail: { old: { status }, new: { status: 'withdrawn' } } });
  },
};

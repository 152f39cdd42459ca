import type { Command } from '#runtime';
import { OutgoingMailNotFailedError, OutgoingMailNotFoundError } from './errors.js';

export interface RetryMailInput {
  readonly mailId: string;
  /** Where it is to go now, if the address was wrong. */
  readonly email?: string;
}

/** Queues a mail that failed for good once more, under the same id. @throws OutgoingMailNotFoundError, OutgoingMailNotFailedError */
export const retryMail: Command<RetryMailInput, void> = {
  name: 'documents.retry-mail',
  async run({ tx, now, audit }, { mailId, email }) {
    const [mail] = await tx.query<{ state: string; recipientId: string }>(
      'select state, recipient_id as "recipientId" from outgoing_mail where id = $1 for update',
      [mailId],
    );
    if (mail === undefined) throw new OutgoingMailNotFoundError(mailId);
    if (mail.state !== 'failed') throw new OutgoingMailNotFailedError(mailId, mail.state);
    if (email !== undefined) await tx.execute('update outgoing_recipient set email = $2 where id = $1', [mail.recipientId, email]);
    await tx.execute(
      `update outgoing_mail set state = 'queued', tries = 0, next_try_at = $2, settled_at = null where id = $1`,
      [mailId, now],
    );
    audit({ subject: 'outgoing-mail', subjectId: mailId, detail: { addressChanged: email !== undefined } });
  },
};

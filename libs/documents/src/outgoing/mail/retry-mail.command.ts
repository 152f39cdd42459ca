import type { Transaction } from '#database';
import type { JsonObject } from '#foundation';
import type { Command } from '#runtime';
import { ContentLockedError } from '../../gate/errors.js';
import { OutgoingNotInForceError } from '../acts/errors.js';
import { MailAddressForbiddenError, OutgoingMailNotFailedError, OutgoingMailNotFoundError } from './errors.js';

export interface RetryMailInput {
  readonly mailId: string;
  /** Where it is to go now, if the address was wrong. */
  readonly email?: string;
  /** The caller's groups today. */
  readonly groups: readonly string[];
}

/** Who decides where documents go. Others who look after the outbox may only repeat. */
const ADDRESSING_GROUPS = ['clerk', 'chief-of-office'];

interface FailedMail {
  readonly documentId: string;
  readonly state: string;
  readonly recipientId: string;
  readonly email: string;
  readonly symbol: string;
  /** Nothing about it is changed, and it is not sent, while its content may be a state secret. */
  readonly locked: boolean;
  /** How the document ended, where it is not this mail that says so. */
  readonly ended: 'recall' | 'replace' | null;
}

/**
 * Queues a mail that failed for good once more, under the same id.
 * @throws OutgoingMailNotFoundError, OutgoingMailNotFailedError, OutgoingNotInForceError, MailAddressForbiddenError,
 * ContentLockedError
 */
export const retryMail: Command<RetryMailInput, void> = {
  name: 'documents.retry-mail',

  request: ({ groups: _, ...input }) => input,

  async run({ tx, now, audit }, { mailId, email, groups }) {
    const mail = await lockMail(tx, mailId);
    if (mail.locked) throw new ContentLockedError(`Document ${mail.documentId}`);
    const isElsewhere = email !== undefined && email !== mail.email;
    if (isElsewhere && !ADDRESSING_GROUPS.some((group) => groups.includes(group))) throw new MailAddressForbiddenError(mailId);
    if (mail.state !== 'failed') throw new OutgoingMailNotFailedError(mailId, mail.state);
    if (mail.ended !== null) throw new OutgoingNotInForceError(mail.symbol, mail.ended);
    if (isElsewhere) await tx.execute('update outgoing_recipient set email = $2 where id = $1', [mail.recipientId, email]);
    await tx.execute(
      `update outgoing_mail set state = 'queued', tries = 0, next_try_at = $2, settled_at = null where id = $1`,
      [mailId, now],
    );
    const detail: JsonObject = isElsewhere ? { oldEmail: mail.email, newEmail: email } : {};
    audit({ subject: 'outgoing-mail', subjectId: mailId, detail });
  },
};

/** The document comes first, as where it is recalled: either sees what the other has done. */
async function lockMail(tx: Transaction, mailId: string): Promise<FailedMail> {
  await tx.query('select from outgoing_document where id = (select document_id from outgoing_mail where id = $1) for share', [mailId]);
  const [mail] = await tx.query<FailedMail>(
    `select m.document_id as "documentId", m.state, d.content_locked_at is not null as locked, m.recipient_id as "recipientId", r.email, d.symbol,
            (select act.kind from outgoing_act act where act.document_id = m.document_id and act.kind in ('recall', 'replace')
             and act.id is distinct from m.act_id) as ended
     from outgoing_mail m join outgoing_recipient r on r.id = m.recipient_id join outgoing_document d on d.id = m.document_id
     where m.id = $1 for update of m`,
    [mailId],
  );
  if (mail === undefined) throw new OutgoingMailNotFoundError(mailId);
  return mail;
}

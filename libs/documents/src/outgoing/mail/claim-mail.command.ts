import type { Command } from '#runtime';
import { MAY_LEAVE } from './held-back.js';

/** A row of the outbox that this worker is to send, with all that its letter says. */
export interface MailClaim {
  readonly id: string;
  readonly documentId: string;
  /** Counts this one. */
  readonly tries: number;
  readonly queuedAt: string;
  readonly toName: string;
  readonly toEmail: string;
  readonly agency: string;
  readonly documentType: string;
  readonly symbol: string;
  readonly documentDate: string;
  readonly subject: string;
  /** What became of the document since; null where the letter carries it. */
  readonly act: 'recall' | 'replace' | 'correct' | null;
  readonly reason: string | null;
  /** Of the document by which that is done. */
  readonly actSymbol: string | null;
}

/** Longer than the mail server may take with a letter; then another worker may try. */
const LEASE = '10 minutes';

/**
 * Takes the mail that is due longest; that of a document that may not leave the house now waits.
 * @returns undefined where none is due
 */
export const claimMail: Command<void, MailClaim | undefined> = {
  name: 'documents.claim-mail',
  // Who is written to was decided, and audited, when the mail was queued.
  audited: false,

  async run({ tx, now }) {
    const [claim] = await tx.query<MailClaim>(
      `with claimed as (
         update outgoing_mail set tries = tries + 1, next_try_at = $1::timestamptz + $2::interval
         where id = (select m.id from outgoing_mail m join outgoing_document d on d.id = m.document_id
                     where m.state = 'queued' and m.next_try_at <= $1 and ${MAY_LEAVE}
                     order by m.next_try_at, m.id limit 1 for update of m skip locked)
         returning *)
       select m.id, m.document_id as "documentId", m.tries, m.queued_at as "queuedAt", r.name as "toName",
              r.email as "toEmail", agency.name as agency, d.document_type as "documentType", d.symbol,
              d.document_date as "documentDate", d.subject, act.kind as act, act.reason, by.symbol as "actSymbol"
       from claimed m join outgoing_recipient r on r.id = m.recipient_id join outgoing_document d on d.id = m.document_id
       left join outgoing_act act on act.id = m.act_id left join outgoing_document by on by.id = act.by_document_id
       cross join agency`,
      [now, LEASE],
    );
    return claim;
  },
};

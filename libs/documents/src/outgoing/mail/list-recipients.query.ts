import type { Database } from '#database';
import type { DELIVERIES } from '../recipients/record-delivery.command.js';
import type { RecipientKind } from '../recipients/resolve-recipients.js';
import { ofLocked } from '../../gate/spills/seal-content.js';
import { MAIL_STATE, type MailState } from './mail-state.js';

export interface MailRow {
  readonly id: string;
  /** Null: it carries the document; else it tells of this act. */
  readonly act: 'recall' | 'replace' | 'correct' | null;
  /** `withdrawn`: its document was recalled or replaced before it went out. */
  readonly state: MailState;
  readonly tries: number;
  readonly lastError: string | null;
  readonly queuedAt: string;
  readonly nextTryAt: string | null;
  readonly settledAt: string | null;
}

export interface Delivery {
  readonly result: (typeof DELIVERIES)[number];
  /** `YYYY-MM-DD` */
  readonly on: string;
  /** Who signed for them, or why they came back. */
  readonly to: string | null;
  readonly recordedBy: string;
}

export interface RecipientRow {
  readonly id: string;
  readonly name: string;
  readonly kind: RecipientKind;
  readonly email: string | null;
  readonly address: string | null;
  readonly unitCode: string | null;
  /** Mã định danh; null where nobody has entered it. */
  readonly organId: string | null;
  readonly copies: number;
  /** What became of the copies on paper; null while nobody has entered it. */
  readonly delivery: Delivery | null;
  /** The oldest first; none unless it is reached by mail. */
  readonly mails: MailRow[];
}

/**
 * Where a document went, in the order of its Nơi nhận, and what became of each mail. Empty until it is issued. Of a locked one
 * names and addresses are covered, as its Nơi nhận is.
 */
export async function listRecipients(database: Database, documentId: string): Promise<RecipientRow[]> {
  const recipients = await database.query<Omit<RecipientRow, 'mails'>>(
    `select r.id, ${ofLocked('d', 'r.name')} as name, r.kind, ${ofLocked('d', 'r.email')} as email, ${ofLocked('d', 'r.address')} as address,
            r.unit_code as "unitCode", ${ofLocked('d', 'r.organ_id')} as "organId", r.copies,
            case when r.delivery is not null then jsonb_build_object('result', r.delivery, 'on', r.delivered_on, 'to', r.delivered_to,
                                                                     'recordedBy', r.delivery_recorded_by) end as delivery
     from outgoing_recipient r join outgoing_document d on d.id = r.document_id
     where r.document_id = $1 order by r.position`,
    [documentId],
  );
  const mails = await database.query<MailRow & { recipientId: string }>(
    `select m.id, m.recipient_id as "recipientId", act.kind as act, ${MAIL_STATE} as state, m.tries, m.last_error as "lastError",
            m.queued_at as "queuedAt", m.next_try_at as "nextTryAt", m.settled_at as "settledAt"
     from outgoing_mail m left join outgoing_act act on act.id = m.act_id where m.document_id = $1 order by m.id`,
    [documentId],
  );
  return recipients.map((recipient) => ({
    ...recipient,
    mails: mails.filter(({ recipientId }) => recipientId === recipient.id).map(({ recipientId: _, ...mail }) => mail),
  }));
}

/** What the clerk carries to the post or through the house: recipients on paper and archive copies, with their copies. */
export async function paperList(database: Database, documentId: string): Promise<{ items: RecipientRow[]; copies: number }> {
  const items = (await listRecipients(database, documentId)).filter(({ kind }) => kind !== 'mail');
  return { items, copies: items.reduce((sum, { copies }) => sum + copies, 0) };
}

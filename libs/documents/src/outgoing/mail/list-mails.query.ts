import type { Database } from '#database';
import { type Page, type PageRequest, readCursor, toPage } from '#foundation';
import { z } from 'zod';
import { ofLocked } from '../../gate/spills/seal-content.js';
import type { MailRow } from './list-recipients.query.js';
import { MAIL_STATE, type MailState } from './mail-state.js';

export interface MailFilter extends PageRequest {
  readonly state?: MailState;
}

/** A mail of the outbox, with what it is about. */
export interface OutboxRow extends MailRow {
  readonly documentId: string;
  readonly symbol: string;
  readonly toName: string;
  readonly toEmail: string;
}

const cursorSchema = z.tuple([z.uuid()]);

/** The outbox, the latest first; of a locked document without its recipients. @throws BadCursorError */
export async function listMails(database: Database, filter: MailFilter): Promise<Page<OutboxRow>> {
  const [before] = readCursor(filter.after, cursorSchema) ?? [null];
  const rows = await database.query<OutboxRow>(
    `select m.id, act.kind as act, ${MAIL_STATE} as state, m.tries, m.last_error as "lastError", m.queued_at as "queuedAt",
            m.next_try_at as "nextTryAt", m.settled_at as "settledAt", m.document_id as "documentId", d.symbol,
            ${ofLocked('d', 'r.name')} as "toName", ${ofLocked('d', 'r.email')} as "toEmail"
     from outgoing_mail m join outgoing_document d on d.id = m.document_id join outgoing_recipient r on r.id = m.recipient_id
     left join outgoing_act act on act.id = m.act_id
     where ($1::text is null or ${MAIL_STATE} = $1) and ($2::uuid is null or m.id < $2)
     order by m.id desc limit $3`,
    [filter.state ?? null, before, filter.limit + 1],
  );
  return toPage(rows, filter.limit, (last) => [last.id]);
}

import type { Database } from '#database';
import { type Page, type PageRequest, readCursor, toPage } from '#foundation';
import { z } from 'zod';
import type { Delivery } from '../mail/list-recipients.query.js';

export interface PaperDeliveriesOfDay {
  /** On which the documents were issued, `YYYY-MM-DD` in the zone of the office. */
  readonly day: string;
  /** IANA zone of the office. */
  readonly zone: string;
}

/** What goes on paper to one recipient of one document. */
export interface PaperDelivery {
  /** Of the recipient, to enter what became of it. */
  readonly id: string;
  readonly documentId: string;
  readonly symbol: string;
  readonly recipient: string;
  /** What is written on the envelope; null where nobody has entered it, and within the house. */
  readonly address: string | null;
  /** Code of a unit of the agency; null outside of it. */
  readonly unitCode: string | null;
  readonly copies: number;
  /** Null while nobody has entered it. */
  readonly delivery: Omit<Delivery, 'recordedBy'> | null;
}

const cursorSchema = z.tuple([z.string(), z.uuid()]);

/** In the order of the recipients, so that whoever carries them goes to each once. */
const ORDER = 'lower(without_diacritics(r.name))';

/**
 * What is to be carried of all documents issued on a day, to recipients outside and to units of the agency (ND 30 §18.1).
 * Copies for the files go nowhere. What was voided, recalled or replaced is carried no longer, and stays only where somebody has
 * got it; what is suspected to be a secret is not carried either. @throws BadCursorError
 */
export async function listPaperDeliveries(database: Database, { day, zone, limit, after }: PaperDeliveriesOfDay & PageRequest): Promise<Page<PaperDelivery>> {
  const [name, id] = readCursor(after, cursorSchema) ?? [null, null];
  const rows = await database.query<PaperDelivery & { key: string }>(
    `select r.id, r.document_id as "documentId", d.symbol, r.name as recipient, r.address, r.unit_code as "unitCode", r.copies, ${ORDER} as key,
            case when r.delivery is not null then jsonb_build_object('result', r.delivery, 'on', r.delivered_on, 'to', r.delivered_to) end as delivery
     from outgoing_document d join outgoing_recipient r on r.document_id = d.id
     where ${CARRIED} and ($3::text is null or (${ORDER}, r.id) > ($3, $4::uuid))
     order by ${ORDER}, r.id limit $5`,
    [day, zone, name, id, limit + 1],
  );
  const { items, next } = toPage(rows, limit, (last) => [last.key, last.id]);
  return { items: items.map(({ key: _, ...row }) => row), next };
}

/** How much that is: envelopes, and the copies in them. */
export async function sumPaperDeliveries(database: Database, { day, zone }: PaperDeliveriesOfDay): Promise<{ readonly envelopes: number; readonly copies: number }> {
  const [sums] = await database.query<{ envelopes: number; copies: number }>(
    `select count(*)::int as envelopes, coalesce(sum(r.copies), 0)::int as copies
     from outgoing_document d join outgoing_recipient r on r.document_id = d.id where ${CARRIED}`,
    [day, zone],
  );
  return sums!;
}

/** Takes $1, the day, and $2, the zone. */
const CARRIED = `d.issued_at >= $1::date::timestamp at time zone $2::text and d.issued_at < ($1::date + 1)::timestamp at time zone $2::text
  and d.content_locked_at is null and r.kind <> 'mail' and not (r.kind = 'internal' and r.unit_code is null)
  and (r.delivery is not null or d.voided_at is null and not exists (
    select from outgoing_act act where act.document_id = d.id and act.kind in ('recall', 'replace')))`;

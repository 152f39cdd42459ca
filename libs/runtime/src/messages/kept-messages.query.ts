import type { Database } from '#database';
import { type Page, readCursor, toPage } from '#foundation';
import { z } from 'zod';

/** A message that came before anybody waited for it. What it carries is for its receiver alone. */
export interface KeptMessageRow {
  readonly id: string;
  /** Its name. */
  readonly message: string;
  readonly correlationKey: string | null;
  readonly businessKey: string | null;
  readonly sentAt: string;
  readonly sentBy: string;
  readonly expiresAt: string;
}

const messageKey = z.tuple([z.iso.datetime(), z.uuid()]);

/** Kept messages, the first to expire first; one whose time is over stands here until the next sweep. */
export async function listKeptMessages(
  database: Database,
  filter: { message?: string; limit: number; after?: string },
): Promise<Page<KeptMessageRow>> {
  const [expiresAfter, idAfter] = readCursor(filter.after, messageKey) ?? [null, null];
  const rows = await database.query<KeptMessageRow>(
    `select id, message, correlation_key as "correlationKey", business_key as "businessKey", sent_at as "sentAt",
       sent_by as "sentBy", expires_at as "expiresAt"
     from kept_message
     where ($1::text is null or message = $1)
       and ($2::timestamptz is null or (expires_at, id) > ($2, $3::uuid))
     order by expires_at, id limit $4`,
    [filter.message ?? null, expiresAfter, idAfter, filter.limit + 1],
  );
  return toPage(rows, filter.limit, (row) => [row.expiresAt, row.id]);
}

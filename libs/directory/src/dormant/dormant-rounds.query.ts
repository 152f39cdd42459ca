import type { Database } from '#database';
import { type Page, type PageRequest, readCursor, toPage } from '#foundation';
import { z } from 'zod';
import type { DormantOutcome } from './dormant-mailbox.js';

export interface DormantRoundRow {
  readonly id: string;
  readonly begunAt: string;
  /** Not used since. */
  readonly unusedSince: string | null;
  /** Account systems that did not tell. */
  readonly silent: readonly string[];
  readonly endedAt: string | null;
  /** Who has ended it before its time, and why. */
  readonly endedBy: string | null;
  readonly endReason: string | null;
  readonly mailboxes: readonly {
    readonly mailboxId: string;
    readonly address: string;
    readonly unit: string;
    readonly answer: 'keep' | 'remove' | null;
    readonly byOffice: boolean;
    readonly reason: string | null;
    readonly keepUntil: string | null;
    readonly answeredBy: string | null;
    readonly approvedBy: string | null;
    readonly outcome: DormantOutcome | null;
  }[];
}

const cursorSchema = z.tuple([z.uuid()]);

/** Rounds with what came of each mailbox, the latest first; a round has as many as the office has units. @throws BadCursorError */
export async function listDormantRounds(database: Database, { after, limit }: PageRequest): Promise<Page<DormantRoundRow>> {
  const [before] = readCursor(after, cursorSchema) ?? [null];
  const rows = await database.query<DormantRoundRow>(
    `select r.id, r.begun_at as "begunAt", r.unused_since as "unusedSince", r.silent, r.ended_at as "endedAt", r.ended_by as "endedBy", r.end_reason as "endReason",
            coalesce((select jsonb_agg(jsonb_build_object('mailboxId', mailbox_id, 'address', address, 'unit', unit_code, 'answer', answer, 'byOffice', by_office,
              'reason', reason, 'keepUntil', keep_until, 'answeredBy', answered_by, 'approvedBy', approved_by, 'outcome', outcome) order by address)
              from dormant_mailbox d where d.round_id = r.id), '[]') as mailboxes
     from dormant_round r where $1::uuid is null or r.id < $1 order by r.id desc limit $2`,
    [before, limit + 1],
  );
  return toPage(rows, limit, ({ id }) => [id]);
}

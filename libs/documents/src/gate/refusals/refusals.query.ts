import type { Database } from '#database';
import { type Page, type PageRequest, readCursor, toPage } from '#foundation';
import { z } from 'zod';
import type { LateRefusalReason, RefusalGround, RefusalHandling } from './refusal.schema.js';

export interface RefusalFilter extends PageRequest {
  readonly year?: number;
  readonly ground?: RefusalGround;
}

export interface RefusalRow {
  readonly id: string;
  readonly year: number;
  readonly number: number;
  readonly ground: RefusalGround;
  /** As it was called then. */
  readonly paperBook: string;
  readonly receivedAt: string;
  readonly senderAgency: string | null;
  readonly handling: RefusalHandling | null;
  readonly lateReason: LateRefusalReason | null;
  /** In words, of refusals from before there were fixed ways of handling. */
  readonly note: string | null;
  readonly refusedAt: string;
  readonly refusedBy: string;
  readonly refusedByName: string | null;
}

/** Year, number. */
const cursorSchema = z.tuple([z.int(), z.int()]);

/** What was turned away, the latest first. @throws BadCursorError */
export async function listRefusals(database: Database, filter: RefusalFilter): Promise<Page<RefusalRow>> {
  const [year, number] = readCursor(filter.after, cursorSchema) ?? [null, null];
  const rows = await database.query<RefusalRow>(
    `select r.id, r.year, r.number, r.ground, r.paper_book as "paperBook", r.received_at as "receivedAt",
            r.sender_agency as "senderAgency", r.handling, r.late_reason as "lateReason", r.note, r.refused_at as "refusedAt", r.refused_by as "refusedBy",
            p.full_name as "refusedByName"
     from document_refusal r left join person p on p.login = r.refused_by
     where ($1::int is null or r.year = $1) and ($2::text is null or r.ground = $2)
       and ($3::int is null or (r.year, r.number) < ($3, $4::int))
     order by r.year desc, r.number desc limit $5`,
    [filter.year ?? null, filter.ground ?? null, year, number, filter.limit + 1],
  );
  return toPage(rows, filter.limit, (last) => [last.year, last.number]);
}

export interface RefusalCount {
  /** `2026-11`, in which it was turned away, in the zone of the office. */
  readonly month: string;
  readonly ground: RefusalGround;
  readonly count: number;
}

/** How many were turned away in each month of a year on which ground; months without any are left out. */
export async function countRefusals(database: Database, { year, zone }: { year: number; zone: string }): Promise<RefusalCount[]> {
  return database.query<RefusalCount>(
    `select to_char(refused_at at time zone $2, 'YYYY-MM') as month, ground, count(*)::int as count
     from document_refusal where year = $1 group by 1, 2 order by 1, 2`,
    [year, zone],
  );
}

export interface PaperBook {
  readonly ground: RefusalGround;
  readonly name: string;
}

/** Into which book on paper goes what. */
export async function listPaperBooks(database: Database): Promise<PaperBook[]> {
  return database.query<PaperBook>('select ground, name from paper_book order by ground');
}

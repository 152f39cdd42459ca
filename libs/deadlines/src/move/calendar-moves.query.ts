import type { Database } from '#database';
import { CalendarMoveNotFoundError } from './errors.js';

/** How far the open deadlines have followed a publication. */
export interface CalendarMoveRow {
  readonly publication: number;
  readonly calendar: string;
  readonly version: number;
  readonly approvedBy: string;
  readonly approvedAt: string;
  readonly reason: string;
  /** Deadlines of tasks and cases that were to be counted anew when it was approved. */
  readonly planned: number;
  readonly moved: number;
  readonly unchanged: number;
  /** Those whose expression could not be evaluated; they keep their time. */
  readonly failed: number;
  /** Null: it goes on. */
  readonly finishedAt: string | null;
}

/** @throws CalendarMoveNotFoundError */
export async function getCalendarMove(database: Database, publication: number): Promise<CalendarMoveRow> {
  const [row] = await database.query<CalendarMoveRow>(
    `select publication, calendar, version, approved_by as "approvedBy", approved_at as "approvedAt", reason, planned, moved,
       unchanged, failed, finished_at as "finishedAt"
     from calendar_move where publication = $1`,
    [publication],
  );
  if (row === undefined) throw new CalendarMoveNotFoundError(publication);
  return row;
}

/**
 * Moves that are not finished, by the alias of their table. One that is stays open for a while: programs that had not heard
 * of the calendar yet may have counted by the one before.
 */
export const MOVE_GOES_ON = `(m.finished_at is null or m.finished_at > business_now() - interval '5 minutes')`;

/** Publications whose deadlines may not all have followed yet, in order. */
export async function findUnfinishedMoves(database: Database): Promise<number[]> {
  const rows = await database.query<{ publication: number }>(
    `select publication from calendar_move m where ${MOVE_GOES_ON} order by publication`,
  );
  return rows.map(({ publication }) => publication);
}

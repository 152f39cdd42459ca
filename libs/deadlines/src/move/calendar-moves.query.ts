import type { Database } from '#database';
import type { DeadlineKind } from '../ledger/deadline-kind.js';
import { CalendarMoveNotFoundError } from './errors.js';

/** How far the open deadlines have followed a publication. */
export interface CalendarMoveRow {
  readonly publication: number;
  readonly calendar: string;
  readonly version: number;
  readonly approvedBy: string;
  readonly approvedAt: string;
  readonly reason: string;
  /** Deadlines of tasks and cases that were counted by earlier calendars when it was approved. */
  readonly outdated: number;
  /** Deadlines with another due date now, also those of tasks that read the due date of their case. */
  readonly moved: number;
  readonly unchanged: number;
  /** Those that could not be counted; they keep their time. */
  readonly failed: number;
  /** Null: it goes on. */
  readonly finishedAt: string | null;
  /** The publication that has taken its place before it was finished. */
  readonly supersededBy: number | null;
  /** What has failed, timers too: the first hundred. */
  readonly failures: readonly CalendarMoveFailure[];
}

/** A deadline or timer that could not be counted, with the reason. */
export interface CalendarMoveFailure {
  readonly kind: DeadlineKind | 'timer';
  /** Of the deadline; of a task's the task, of a timer the job. */
  readonly id: string;
  readonly instanceId: string;
  readonly reason: string;
}

const MOST_FAILURES = 100;

/** @throws CalendarMoveNotFoundError */
export async function getCalendarMove(database: Database, publication: number): Promise<CalendarMoveRow> {
  const [row] = await database.query<Omit<CalendarMoveRow, 'failures'>>(
    `select publication, calendar, version, approved_by as "approvedBy", approved_at as "approvedAt", reason, outdated, moved,
       unchanged, failed, finished_at as "finishedAt", superseded_by as "supersededBy"
     from calendar_move where publication = $1`,
    [publication],
  );
  if (row === undefined) throw new CalendarMoveNotFoundError(publication);
  const failures = await database.query<CalendarMoveFailure>(
    `select kind, id, instance_id as "instanceId", reason from calendar_move_failure where publication = $1 order by id limit $2`,
    [publication, MOST_FAILURES],
  );
  return { ...row, failures };
}

/**
 * Moves that are not finished, by the alias of their table. One that is stays open for a while: programs that had not heard
 * of the calendar yet may have counted by the one before.
 */
export const MOVE_GOES_ON = `(m.finished_at is null or m.finished_at > business_now() - interval '5 minutes')`;

/** The newest publication, where not all deadlines may have followed it yet; undefined: all have. */
export async function findUnfinishedMove(database: Database): Promise<number | undefined> {
  const [row] = await database.query<{ publication: number }>(
    `select publication from calendar_move m
     where publication = (select max(publication) from calendar_move) and ${MOVE_GOES_ON}`,
  );
  return row?.publication;
}

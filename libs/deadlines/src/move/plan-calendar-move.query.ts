import { CalendarBook, type CalendarData } from '#calendar';
import type { Database } from '#database';
import { type Page, readCursor, toPage } from '#foundation';
import { z } from 'zod';
import { loadCalendars } from '../calendars/load-calendars.js';
import { validCalendar } from '../calendars/valid-calendar.js';
import { findOutdatedCases, readOutdatedCases } from './outdated-cases.js';
import { type PlannedMove, plannedMoves, type PlannedPart, type PlanningTools } from './planned-moves.js';
import { type CalendarDifference, differenceOf, sayDifference } from './say-difference.js';

/** A move with its reason: which days of the calendar differ on the way, in Vietnamese. */
export interface ExplainedMove extends Omit<PlannedMove, 'since'> {
  readonly why: string;
}

export interface CalendarMovePlan extends Page<ExplainedMove> {
  /** Counted over all pages; null on all but the first. */
  readonly totals: PlannedTotals | null;
}

export interface PlannedTotals {
  readonly cases: number;
  readonly tasks: number;
  readonly timers: number;
  /** Deadlines of tasks and cases. `unit` null: of none in particular. */
  readonly byUnit: readonly { readonly unit: string | null; readonly count: number }[];
  /** What could not be evaluated by the new calendar, and would keep its time. */
  readonly problems: number;
}

export interface CalendarMoveQuestion {
  readonly data: CalendarData;
  readonly limit: number;
  readonly after?: string;
}

/** Cases that are read at once. */
const PART = 500;

/** Id of a case, and the place among its moves. */
const cursorSchema = z.tuple([z.uuid(), z.int()]);

/**
 * What publishing a calendar would do to all open deadlines: a dry run of the move, from which nothing is written. The first
 * page counts all of them; the next ones go on where the one before ended.
 * @throws CalendarInvalidError, BadCursorError
 */
export async function planCalendarMove(
  database: Database,
  tools: Omit<PlanningTools, 'calendar'>,
  { data, limit, after }: CalendarMoveQuestion,
): Promise<CalendarMovePlan> {
  const { book, publication, difference } = await imagine(database, validCalendar(data));
  const [reached, last] = readCursor(after, cursorSchema) ?? [null, -1];
  const cases = await findOutdatedCases(database, publication);
  const left = reached === null ? cases : cases.filter((id) => id >= reached);
  const parts: PlannedPart[] = [];
  const rows: { readonly id: string; readonly place: number; readonly move: PlannedMove }[] = [];
  for (let at = 0; at < left.length && (reached === null || rows.length <= limit); at += PART) {
    const ids = left.slice(at, at + PART);
    const outdated = await readOutdatedCases(database, { cases: ids, publication, lock: false });
    const part = await plannedMoves(database, { ...tools, calendar: book }, outdated);
    parts.push(part);
    for (const [id, moves] of part.byCase) {
      for (const [place, move] of moves.entries()) {
        if (rows.length <= limit && (id !== reached || place > last)) rows.push({ id, place, move });
      }
    }
  }
  const { items, next } = toPage(rows, limit, ({ id, place }) => [id, place]);
  return { items: items.map(({ move }) => explained(move, difference)), next, totals: reached === null ? totalsOf(parts) : null };
}

function explained({ since, ...move }: PlannedMove, difference: CalendarDifference): ExplainedMove {
  const dues = [move.from, move.to].filter((due) => due !== null);
  return { ...move, why: sayDifference(difference, since, dues) };
}

/** The calendars as they would be. */
async function imagine(database: Database, data: CalendarData) {
  const state = await loadCalendars(database);
  const others = (state?.calendars ?? []).filter((each) => each.data.key !== data.key);
  const current = state?.calendars.find((each) => each.data.key === data.key);
  const publication = (state?.publication ?? 0) + 1;
  const calendars = [...others, { data, version: (current?.version ?? 0) + 1 }];
  const book = new CalendarBook({ publication, calendars, units: state?.units ?? {}, usual: state?.usual ?? data.key });
  return { book, publication, difference: differenceOf(current?.data, data) };
}

function totalsOf(parts: readonly PlannedPart[]): PlannedTotals {
  const counts = { case: 0, task: 0, timer: 0 };
  const byUnit = new Map<string | null, number>();
  for (const { kind, unit } of parts.flatMap(({ byCase }) => [...byCase.values()].flat())) {
    counts[kind] += 1;
    if (kind !== 'timer') byUnit.set(unit, (byUnit.get(unit) ?? 0) + 1);
  }
  return {
    cases: counts.case,
    tasks: counts.task,
    timers: counts.timer,
    byUnit: [...byUnit].map(([unit, count]) => ({ unit, count })).sort((a, b) => b.count - a.count),
    problems: parts.reduce((sum, { problems }) => sum + problems, 0),
  };
}

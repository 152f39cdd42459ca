import { CalendarBook, type CalendarData, type CalendarState } from '#calendar';
import type { Database } from '#database';
import { type Page, readCursor, toPage } from '#foundation';
import { z } from 'zod';
import type { CalendarOfUnit } from '../calendars/assign-calendar.command.js';
import { CalendarNotFoundError, CalendarUnitUnknownError } from '../calendars/errors.js';
import { loadCalendars } from '../calendars/load-calendars.js';
import { validCalendar } from '../calendars/valid-calendar.js';
import { type FixedDeadline, fixedOnDaysOff, type ImaginedCalendars } from './fixed-on-days-off.js';
import { findOutdatedCases } from './outdated-cases.js';
import { type PlannedMove, plannedMoves, type PlannedPart, type PlanningTools } from './planned-moves.js';
import { type CalendarDifference, differenceOf, sayDifference } from './say-difference.js';

/** A move with its reason: which days of the calendar differ on the way, in Vietnamese. */
export interface ExplainedMove extends Omit<PlannedMove, 'since'> {
  readonly why: string;
}

export interface CalendarMovePlan extends Page<ExplainedMove> {
  /** Counted over all pages; null on all but the first. */
  readonly totals: PlannedTotals | null;
  /** What no calendar moves and would then be due on a day off, at most {@link MOST_FIXED}; null on all but the first page. */
  readonly onDaysOff: readonly FixedDeadline[] | null;
}

export interface PlannedTotals {
  readonly cases: number;
  readonly tasks: number;
  readonly timers: number;
  /** Deadlines of tasks and cases. `unit` null: of none in particular. */
  readonly byUnit: readonly { readonly unit: string | null; readonly count: number }[];
  /** What could not be evaluated by the new calendar, and would keep its time. */
  readonly problems: number;
  /** What no calendar moves and would then be due on a day off. */
  readonly onDaysOff: number;
}

/** What is to be planned: another version of a calendar, or another calendar for a unit. */
export type CalendarChange = { readonly data: CalendarData } | CalendarOfUnit;

export type CalendarMoveQuestion = CalendarChange & { readonly limit: number; readonly after?: string };

/** Fixed deadlines that are named; `totals` counts all. */
const MOST_FIXED = 100;

/** Cases that are read at once. */
const PART = 500;

/** Id of a case, and the place among its moves. */
const cursorSchema = z.tuple([z.uuid(), z.int()]);

/**
 * What publishing a calendar, or giving one to a unit, would do to all open deadlines: a dry run of the move, from which
 * nothing is written. The first page counts all of them; the next ones go on where the one before ended.
 * @throws CalendarInvalidError, CalendarUnitUnknownError, CalendarNotFoundError, BadCursorError
 */
export async function planCalendarMove(
  database: Database,
  tools: Omit<PlanningTools, 'calendar'>,
  { limit, after, ...change }: CalendarMoveQuestion,
): Promise<CalendarMovePlan> {
  const state = await loadCalendars(database);
  const { book, publication, difference } = imagine(state, change);
  const [reached, last] = readCursor(after, cursorSchema) ?? [null, -1];
  const cases = await findOutdatedCases(database, publication);
  const left = reached === null ? cases : cases.filter((id) => id >= reached);
  const parts: PlannedPart[] = [];
  const rows: { readonly id: string; readonly place: number; readonly move: PlannedMove }[] = [];
  for (let at = 0; at < left.length && (reached === null || rows.length <= limit); at += PART) {
    const part = await plannedMoves(database, { ...tools, calendar: book }, { cases: left.slice(at, at + PART), publication });
    parts.push(part);
    for (const [id, moves] of part.byCase) {
      for (const [place, move] of moves.entries()) {
        if (rows.length <= limit && (id !== reached || place > last)) rows.push({ id, place, move });
      }
    }
  }
  const { items, next } = toPage(rows, limit, ({ id, place }) => [id, place]);
  const page = { items: items.map(({ move }) => explained(move, difference)), next };
  if (reached !== null) return { ...page, totals: null, onDaysOff: null };
  const fixed = await fixedOnDaysOff(database, { former: state && new CalendarBook(state), book, difference });
  return { ...page, totals: totalsOf(parts, fixed.length), onDaysOff: fixed.slice(0, MOST_FIXED) };
}

function explained({ since, ...move }: PlannedMove, difference: CalendarDifference): ExplainedMove {
  const dues = [move.from, move.to].filter((due) => due !== null);
  return { ...move, why: sayDifference(difference, since, dues) };
}

/** The calendars as they would be. */
function imagine(
  state: CalendarState | null,
  change: CalendarChange,
): Omit<ImaginedCalendars, 'former'> & { readonly publication: number } {
  const publication = (state?.publication ?? 0) + 1;
  const { calendars = [], units = {} } = state ?? {};
  const known = (key?: string) => calendars.find((each) => each.data.key === key);
  if ('unitCode' in change) {
    const { unitCode, calendar } = change;
    const [given, current] = [known(calendar), known(units[unitCode])];
    if (state === null || current === undefined) throw new CalendarUnitUnknownError(unitCode);
    if (given === undefined) throw new CalendarNotFoundError(calendar);
    const book = new CalendarBook({ ...state, publication, units: { ...units, [unitCode]: calendar } });
    return { book, publication, difference: differenceOf(current.data, given.data) };
  }
  const data = validCalendar(change.data);
  const current = known(data.key);
  const others = calendars.filter((each) => each !== current);
  const changed = [...others, { data, version: (current?.version ?? 0) + 1 }];
  const book = new CalendarBook({ publication, calendars: changed, units, usual: state?.usual ?? data.key });
  return { book, publication, difference: differenceOf(current?.data, data) };
}

function totalsOf(parts: readonly PlannedPart[], onDaysOff: number): PlannedTotals {
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
    onDaysOff,
  };
}

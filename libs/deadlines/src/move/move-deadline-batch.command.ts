import type { CalendarBook } from '#calendar';
import { CongvanError } from '#foundation';
import { type Command, type CommandContext, recomputeDueTimes } from '#runtime';
import { officeCalendars } from '../ledger/office-calendars.js';
import { type FollowDeadlines, recordTaskActs, shiftDeadlines } from '../ledger/shift-deadlines.js';
import { MOVE_GOES_ON } from './calendar-moves.query.js';
import { findInstances, findOutdatedCases, readOutdatedDeadlines } from './outdated-cases.js';
import { setAsideCase, setAsideRows } from './set-aside.js';
import { shiftOf } from './shift-of.js';

export interface MoveDeadlineBatchInput {
  readonly publication: number;
  /** Most tasks, timers and case deadlines, of each, to begin with; what else their cases hold goes along. */
  readonly limit: number;
}

/** `more`: there is another batch. `waiting`: this program does not know the calendar yet, or another one moves. */
export type BatchOutcome = 'more' | 'finished' | 'waiting';

interface MoveRow {
  readonly reason: string;
  readonly approvedBy: string;
  readonly calendar: string;
  readonly version: number;
  readonly finishedAt: string | null;
}

/**
 * Moves a part of the open deadlines to a published calendar, with what hangs on them, in one transaction. What has
 * followed the calendar is not found any more, so whoever goes on after a crash goes on where it stopped.
 */
export function moveDeadlineBatch(follow: FollowDeadlines): Command<MoveDeadlineBatchInput, BatchOutcome, MoveRow> {
  return {
    name: 'deadlines.move-deadline-batch',
    opening: ({ publication }) => ({
      sql: `select reason, approved_by as "approvedBy", calendar, version, finished_at as "finishedAt" from calendar_move m
            where publication = $1 and ${MOVE_GOES_ON} for update skip locked`,
      parameters: [publication],
    }),

    async run(context, { publication, limit }, [move]) {
      const book = officeCalendars(context);
      if (move === undefined || book.publication < publication) {
        context.nothingChanged();
        return 'waiting';
      }
      const cases = await findOutdatedCases(context.tx, publication, limit);
      if (cases.length === 0) return finish(context, publication, move);
      const counts = await moveCases(context, follow, { cases, publication, move, book });
      context.tx.later({
        sql: `update calendar_move set moved = moved + $2, unchanged = unchanged + $3, failed = failed + $4 where publication = $1`,
        parameters: [publication, counts.moved, counts.unchanged, counts.failed],
      });
      context.audit({ subject: 'calendar-move', subjectId: String(publication), detail: { ...counts } });
      return 'more';
    },
  };
}

/** Deadlines of tasks and cases. */
interface MovedCounts {
  /** Also of tasks that only read the due date of their case. */
  readonly moved: number;
  readonly unchanged: number;
  readonly failed: number;
}

interface CasesToMove {
  readonly cases: readonly string[];
  readonly publication: number;
  readonly move: MoveRow;
  readonly book: CalendarBook;
}

/**
 * Moves cases together. Where one of them cannot be moved, the halves are tried, until it stands alone and is set aside:
 * nobody's case holds up those of all others.
 */
async function moveCases(context: CommandContext, follow: FollowDeadlines, part: CasesToMove): Promise<MovedCounts> {
  try {
    return await context.withSavepoint(() => moveTogether(context, follow, part));
  } catch (error) {
    if (!(error instanceof CongvanError)) throw error;
    const { cases, publication } = part;
    if (cases.length === 1) {
      context.log.warn({ code: 'deadlines.case-not-moved', rootInstanceId: cases[0], publication, error: error.message });
      return { moved: 0, unchanged: 0, failed: await setAsideCase(context, publication, cases[0]!, error.message) };
    }
    const middle = cases.length >> 1;
    const first = await moveCases(context, follow, { ...part, cases: cases.slice(0, middle) });
    const second = await moveCases(context, follow, { ...part, cases: cases.slice(middle) });
    return {
      moved: first.moved + second.moved,
      unchanged: first.unchanged + second.unchanged,
      failed: first.failed + second.failed,
    };
  }
}

async function moveTogether(
  context: CommandContext,
  follow: FollowDeadlines,
  { cases, publication, move, book }: CasesToMove,
): Promise<MovedCounts> {
  const instances = await findInstances(context.tx, cases, { lock: true });
  const deadlines = await readOutdatedDeadlines(context.tx, { cases, publication, lock: true });
  const act = { act: 'move', at: context.now, reason: move.reason, approvedBy: move.approvedBy } as const;
  const shifts = deadlines.map((outdated) => shiftOf(book, outdated));
  const { moved, counted: along } = await shiftDeadlines(context, follow, shifts, act);

  // Cases whose own deadline has moved were counted with it.
  const done = new Set(moved.map(({ deadline }) => deadline.instanceId));
  const roots = new Set(instances.filter(({ id }) => done.has(id)).map(({ rootInstanceId }) => rootInstanceId));
  const others = instances.filter(({ rootInstanceId }) => !roots.has(rootInstanceId)).map(({ id }) => id);
  const counted = await recomputeDueTimes(context, { instanceIds: others });
  await recordTaskActs(context, follow, counted, act);
  setAsideRows(context, publication, [...along, ...counted]);
  leaveUncounted(context, instances.map(({ id }) => id), publication);

  const tasks = [...along, ...counted].filter(({ row }) => row.kind === 'task');
  const wereCounted = tasks.filter(({ row }) => row.publication !== null);
  const failed = wereCounted.filter(({ problem }) => problem !== undefined).length;
  const kept = wereCounted.filter(({ row, due, problem }) => problem === undefined && row.dueAt === due).length;
  const changed = tasks.filter(({ row, due }) => row.dueAt !== due).length;
  return { moved: moved.length + changed, unchanged: shifts.length - moved.length + kept, failed };
}

/** What has no time to count any more (a timer that has failed, a cycle) stays, and no move asks again. */
function leaveUncounted({ tx }: CommandContext, instanceIds: readonly string[], publication: number): void {
  for (const table of ['user_task', 'job']) {
    tx.later({
      sql: `update ${table} r set calendar_publication = null
        where instance_id = any($1::uuid[]) and calendar_publication < $2
          and not exists (select from calendar_move_failure f where f.publication = $2 and f.id = r.id)`,
      parameters: [instanceIds, publication],
    });
  }
}

/** Nothing is left; the whole move gets one entry of its own. */
function finish(context: CommandContext, publication: number, move: MoveRow): BatchOutcome {
  const { calendar, version, reason, approvedBy, finishedAt } = move;
  if (finishedAt !== null) {
    context.nothingChanged();
    return 'finished';
  }
  context.tx.later({
    sql: 'update calendar_move set finished_at = $2 where publication = $1',
    parameters: [publication, context.now],
  });
  context.audit({
    subject: 'calendar-move',
    subjectId: String(publication),
    detail: { finished: true, calendar, version, reason, approvedBy },
  });
  return 'finished';
}

import type { JsonObject } from '#foundation';
import type { Transaction } from '#database';
import { type CommandContext, type CountedRow, recomputeDueTimes } from '#runtime';
import type { DeadlineRow } from './deadline-row.js';
import type { DEADLINE_ACTS } from './deadline-rule.js';
import type { DueDate } from './due-of.js';
import { calendarNameOf, officeCalendars } from './office-calendars.js';

/** Tells the libs above what has moved, so that what they keep of a due date follows in the same transaction. */
export type FollowDeadlines = (
  tx: Transaction,
  moved: readonly { readonly subject: string; readonly subjectId: string; readonly dueAt: string }[],
) => Promise<void>;

/** What was decided, for the list of acts. */
export interface ActOnDeadline {
  readonly act: (typeof DEADLINE_ACTS)[number];
  readonly at: string;
  readonly until?: string;
  readonly workingDays?: number;
  readonly reason: string;
  readonly approvedBy?: string;
}

export interface DeadlineShift {
  /** Locked, as it is. */
  readonly deadline: DeadlineRow;
  readonly due: DueDate;
}

/**
 * Moves case deadlines, with everything that hangs on them, in one transaction: the ledger, the variables of the cases, the
 * due dates of tasks and the timers that read those, and what other libs keep. Of hundreds in a few statements.
 *
 * @param act the same for all
 * @returns the tasks and timers that were counted anew
 */
export async function shiftDeadlines(
  context: CommandContext,
  follow: FollowDeadlines,
  shifts: readonly DeadlineShift[],
  act: ActOnDeadline,
): Promise<CountedRow[]> {
  const isMove = act.act === 'move';
  writeDeadlines(context, shifts);
  const moved = shifts.filter(({ deadline, due }) => !isSame(deadline.dueAt, due.dueAt));
  // Every act stands in the list; a calendar that moves nothing is none.
  recordActs(context, 'case', (isMove ? moved : shifts).map(toActRow), act);
  if (moved.length === 0) return [];
  await follow(
    context.tx,
    moved.map(({ deadline: { subject, subjectId }, due: { dueAt } }) => ({ subject, subjectId, dueAt })),
  );
  const counted = await recomputeDueTimes(context, await followingInstances(context, moved));
  recordTaskActs(context, counted, isMove ? act : { ...act, act: 'change', until: undefined, workingDays: undefined });
  return counted;
}

/** Tasks that have moved, for their own lists. */
export function recordTaskActs(context: CommandContext, counted: readonly CountedRow[], act: ActOnDeadline): void {
  const tasks = counted.flatMap(({ row, due }) =>
    row.kind === 'task' && row.dueAt !== null && due !== null && !isSame(row.dueAt, due)
      ? [{ id: row.id, instance: row.instanceId, before: row.dueAt, after: due }]
      : [],
  );
  recordActs(context, 'task', tasks, act);
}

interface ActRow {
  readonly id: string;
  readonly instance: string;
  readonly before: string;
  readonly after: string;
}

/** Adds one act to each of the lists. */
export function recordActs(
  context: CommandContext,
  kind: 'task' | 'case',
  rows: readonly ActRow[],
  { act, at, until, workingDays, reason, approvedBy }: ActOnDeadline,
): void {
  if (rows.length === 0) return;
  context.tx.later({
    sql: `insert into deadline_act (kind, deadline_id, instance_id, act, at, until, working_days, due_before, due_after, reason,
                                    acted_by, approved_by, calendar, calendar_version, publication)
     select $1, a.id, a.instance, $2, $3, $4, $5, a.before, a.after, $6, $7, $8, d.calendar, d.calendar_version,
            d.calendar_publication
     from jsonb_to_recordset($9) as a(id uuid, instance uuid, before timestamptz, after timestamptz)
     left join deadline d on d.id = a.id`,
    parameters: [
      kind,
      act,
      at,
      until ?? null,
      workingDays ?? null,
      reason,
      context.caller.actor,
      approvedBy ?? null,
      JSON.stringify(rows),
    ],
  });
}

function toActRow({ deadline: { id, instanceId, dueAt }, due }: DeadlineShift): ActRow {
  return { id, instance: instanceId, before: dueAt, after: due.dueAt };
}

function writeDeadlines(context: CommandContext, shifts: readonly DeadlineShift[]): void {
  const rows = shifts.map(({ deadline, due: { dueAt, counted, pausedUntil } }) => {
    if (!counted) return { id: deadline.id, dueAt, pausedUntil };
    const book = officeCalendars(context);
    const { key: calendar, version } = book.versionOf(calendarNameOf(book, deadline));
    return { id: deadline.id, dueAt, pausedUntil, calendar, version, publication: book.publication };
  });
  context.tx.later({
    sql: `update deadline d set due_at = g."dueAt", paused_until = g."pausedUntil", calendar = g.calendar,
       calendar_version = g.version, calendar_publication = g.publication
     from jsonb_to_recordset($1) as g(id uuid, "dueAt" timestamptz, "pausedUntil" timestamptz, calendar text, version integer,
          publication bigint)
     where d.id = g.id`,
    parameters: [JSON.stringify(rows)],
  });
}

/** The running instances of the cases, with the variables that are to follow. */
async function followingInstances({ tx }: CommandContext, moved: readonly DeadlineShift[]) {
  const rows = await tx.query<{ id: string; deadlineId: string }>(
    `select i.id, d.id as "deadlineId"
     from deadline d join process_instance own on own.id = d.instance_id
     join process_instance i on i.root_instance_id = own.root_instance_id and i.status = 'active'
     where d.id = any($1::uuid[])`,
    [moved.map(({ deadline }) => deadline.id)],
  );
  const byId = new Map(moved.map((shift) => [shift.deadline.id, shift]));
  const variables = new Map<string, JsonObject>();
  for (const { id, deadlineId } of rows) {
    const { deadline, due } = byId.get(deadlineId)!;
    if (deadline.variable !== null) variables.set(id, { ...variables.get(id), [deadline.variable]: due.dueAt });
  }
  return { instanceIds: [...new Set(rows.map(({ id }) => id))], variables };
}

function isSame(some: string, other: string): boolean {
  return Date.parse(some) === Date.parse(other);
}

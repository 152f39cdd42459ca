import type { CalendarBook } from '#calendar';
import type { JsonObject } from '#foundation';
import type { Transaction } from '#database';
import { type CommandContext, type CountedRow, recomputeDueTimes } from '#runtime';
import type { DeadlineRow } from './deadline-row.js';
import type { DeadlineStatus } from './deadline-status.js';
import { type DueDate, isSameInstant } from './due-of.js';
import { officeCalendars } from './office-calendars.js';
import { type ActOnDeadline, type ChangedDue, recordActs } from './record-acts.js';

/** How the libs above go along with due dates that have moved. */
export interface FollowDeadlines {
  /**
   * Further variables of the cases that follow from their due dates, by the id of the subject. Only reads: whoever plans a
   * move asks too, with the calendars as they would be.
   */
  variablesOf(
    tx: Pick<Transaction, 'query'>,
    moved: readonly MovedDeadline[],
    calendars: CalendarBook,
  ): Promise<ReadonlyMap<string, JsonObject>>;
  /** Writes what they keep of the due dates, in the transaction that moves them. */
  write(tx: Transaction, moved: readonly MovedDeadline[], calendars: CalendarBook): Promise<void>;
  /** The same of the due dates of tasks: those that moved with their case, and those that a calendar moved alone. */
  writeTasks(tx: Transaction, moved: readonly MovedTask[]): Promise<void>;
}

export interface MovedDeadline {
  readonly subject: string;
  readonly subjectId: string;
  /** As it is now. */
  readonly dueAt: string;
  /** By that due date, where it has ended. */
  readonly status: DeadlineStatus;
}

/** An open task whose due date was counted anew. Instants are ISO 8601 UTC. */
export interface MovedTask {
  readonly id: string;
  readonly before: string;
  readonly after: string;
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
 * @returns the deadlines whose due date is another one now, and the tasks and timers that were counted anew
 */
export async function shiftDeadlines(
  context: CommandContext,
  follow: FollowDeadlines,
  shifts: readonly DeadlineShift[],
  act: ActOnDeadline,
): Promise<{ readonly moved: readonly DeadlineShift[]; readonly counted: readonly CountedRow[] }> {
  const isMove = act.act === 'move';
  writeDeadlines(context, shifts);
  const moved = shifts.filter(({ deadline, due }) => !isSameInstant(deadline.dueAt, due.dueAt));
  // Every act stands in the list; a calendar that moves nothing is none.
  recordActs(context, 'case', (isMove ? moved : shifts).map(changeOf), act);
  if (moved.length === 0) return { moved, counted: [] };
  const calendars = officeCalendars(context);
  await follow.write(context.tx, moved.map(movedBy), calendars);
  const variables = await variablesOfCases(context.tx, { follow, calendars }, moved);
  const counted = await recomputeDueTimes(context, await followingInstances(context, variables));
  // Reports of the past go by what stood then, but for corrections: what follows one is one.
  const along = isMove || act.act === 'correction' ? act : { ...act, act: 'change' as const, until: undefined, workingDays: undefined };
  await recordTaskActs(context, follow, counted, along);
  return { moved, counted };
}

/** The acts of tasks that have moved; what could not be counted has kept its time, which operators are told. */
export async function recordTaskActs(
  context: CommandContext,
  follow: FollowDeadlines,
  counted: readonly CountedRow[],
  act: ActOnDeadline,
): Promise<void> {
  for (const { row, problem } of counted) {
    if (problem === undefined) continue;
    const { kind, id, instanceId, element } = row;
    context.log.warn({ code: 'deadlines.not-recounted', kind, id, instanceId, element, error: problem.message });
  }
  const tasks = counted.flatMap(({ row, due }) =>
    row.kind === 'task' && row.dueAt !== null && due !== null && !isSameInstant(row.dueAt, due)
      ? [{ id: row.id, instance: row.instanceId, before: row.dueAt, after: due, publication: row.publication }]
      : [],
  );
  recordActs(context, 'task', tasks, act);
  if (tasks.length > 0) await follow.writeTasks(context.tx, tasks);
}

function changeOf({ deadline: { id, instanceId, dueAt, calendarPublication }, due }: DeadlineShift): ChangedDue {
  return { id, instance: instanceId, before: dueAt, after: due.dueAt, publication: calendarPublication };
}

function writeDeadlines(context: CommandContext, shifts: readonly DeadlineShift[]): void {
  const rows = shifts.map(({ deadline, due: { dueAt, counted, pausedUntil } }) => {
    if (!counted) return { id: deadline.id, dueAt, pausedUntil };
    const book = officeCalendars(context);
    const { key: calendar, version } = book.ofUnit(deadline.unitCode);
    return { id: deadline.id, dueAt, pausedUntil, calendar, version, publication: book.publication };
  });
  context.tx.later({
    sql: `update deadline d set due_at = g."dueAt", paused_until = g."pausedUntil", calendar = coalesce(g.calendar, d.calendar),
       calendar_version = coalesce(g.version, d.calendar_version), calendar_publication = g.publication
     from jsonb_to_recordset($1) as g(id uuid, "dueAt" timestamptz, "pausedUntil" timestamptz, calendar text, version integer,
          publication bigint)
     where d.id = g.id`,
    parameters: [JSON.stringify(rows)],
  });
}

/** What the variables of cases are to be now, by the id of the deadline. */
export async function variablesOfCases(
  tx: Pick<Transaction, 'query'>,
  { follow, calendars }: { readonly follow: FollowDeadlines; readonly calendars: CalendarBook },
  shifts: readonly DeadlineShift[],
): Promise<ReadonlyMap<string, JsonObject>> {
  const others = await follow.variablesOf(tx, shifts.map(movedBy), calendars);
  return new Map(
    shifts.map(({ deadline: { id, variable, subjectId }, due }) => [id, { ...others.get(subjectId), [variable]: due.dueAt }]),
  );
}

function movedBy({ deadline: { subject, subjectId, status }, due: { dueAt } }: DeadlineShift): MovedDeadline {
  return { subject, subjectId, dueAt, status };
}

/** The running instances of the cases, with the variables that they are to have. */
async function followingInstances({ tx }: CommandContext, ofDeadlines: ReadonlyMap<string, JsonObject>) {
  const rows = await tx.query<{ id: string; deadlineId: string }>(
    `select i.id, d.id as "deadlineId"
     from deadline d join process_instance own on own.id = d.instance_id
     join process_instance i on i.root_instance_id = own.root_instance_id and i.status = 'active'
     where d.id = any($1::uuid[])`,
    [[...ofDeadlines.keys()]],
  );
  const variables = new Map<string, JsonObject>();
  for (const { id, deadlineId } of rows) variables.set(id, { ...variables.get(id), ...ofDeadlines.get(deadlineId) });
  return { instanceIds: [...variables.keys()], variables };
}

import type { Transaction } from '#database';
import type { CommandContext } from '#runtime';
import { DeadlineNotFoundError } from './errors.js';
import type { CountedAct, DeadlineRule } from './deadline-rule.js';
import type { DeadlineStatus } from './deadline-status.js';

/** A row of `deadline`. Instants are ISO 8601 UTC. */
export interface DeadlineRow {
  readonly id: string;
  readonly instanceId: string;
  readonly variable: string;
  readonly label: string;
  readonly subject: string;
  readonly subjectId: string;
  readonly unitCode: string | null;
  /** Login of whoever has given the work to others and so decides about its time; null: it goes by the unit. */
  readonly givenBy: string | null;
  readonly startedAt: string;
  readonly startEvent: string;
  readonly rule: DeadlineRule;
  readonly calendar: string | null;
  readonly calendarVersion: number | null;
  readonly calendarPublication: number | null;
  readonly firstDueAt: string;
  readonly dueAt: string;
  readonly pausedUntil: string | null;
  readonly status: DeadlineStatus;
}

/** Columns of `deadline d` that make a {@link DeadlineRow}. */
export const DEADLINE_COLUMNS = `d.id, d.instance_id as "instanceId", d.variable, d.label, d.subject, d.subject_id as "subjectId",
  d.unit_code as "unitCode", d.given_by as "givenBy", d.started_at as "startedAt", d.start_event as "startEvent", d.rule, d.calendar,
  d.calendar_version as "calendarVersion", d.calendar_publication as "calendarPublication", d.first_due_at as "firstDueAt",
  d.due_at as "dueAt", d.paused_until as "pausedUntil", d.status`;

/**
 * Locks a deadline after all that runs of its case: every step locks its own instance first, and that of a called one may close
 * the deadline. @throws DeadlineNotFoundError
 */
export async function lockDeadline({ tx }: CommandContext, id: string): Promise<DeadlineRow> {
  await tx.query(
    `select i.id from deadline d join process_instance own on own.id = d.instance_id
     join process_instance i on i.root_instance_id = own.root_instance_id and (i.status = 'active' or i.id = own.id)
     where d.id = $1 order by i.id for no key update of i`,
    [id],
  );
  const [row] = await tx.query<DeadlineRow>(`select ${DEADLINE_COLUMNS} from deadline d where d.id = $1 for update`, [id]);
  if (row === undefined) throw new DeadlineNotFoundError('case', id);
  return row;
}

/** The acts of deadlines, of each in the order in which they were decided. */
export async function readActs(
  tx: Pick<Transaction, 'query'>,
  deadlineIds: readonly string[],
): Promise<ReadonlyMap<string, readonly CountedAct[]>> {
  const rows = await tx.query<CountedAct & { readonly deadlineId: string }>(
    `select deadline_id as "deadlineId", act, at, until, working_days as "workingDays", due_after as "dueAfter"
     from deadline_act where deadline_id = any($1::uuid[]) and kind = 'case' order by number`,
    [deadlineIds],
  );
  const acts = new Map<string, CountedAct[]>();
  for (const { deadlineId, ...act } of rows) {
    const known = acts.get(deadlineId);
    if (known) known.push(act);
    else acts.set(deadlineId, [act]);
  }
  return acts;
}

import type { CalendarData } from '#calendar';
import type { Transaction } from '#database';
import { type DeadlineReader, visibleTo } from '../ledger/deadline-reader.js';
import type { DEADLINE_ACTS, DeadlineRule } from '../ledger/deadline-rule.js';
import { type DeadlineKind, DeadlineNotFoundError } from '../ledger/errors.js';
import { readerParameters } from '../ledger/list-deadlines.query.js';

/** One line of what happened to a deadline. */
export interface DeadlineActRow {
  readonly act: (typeof DEADLINE_ACTS)[number];
  readonly at: string;
  readonly until: string | null;
  readonly workingDays: number | null;
  readonly dueBefore: string;
  readonly dueAfter: string;
  readonly reason: string;
  readonly actedBy: string;
  readonly approvedBy: string | null;
  readonly calendar: string | null;
  readonly calendarVersion: number | null;
}

/** All that the database knows of one deadline, of a task or a case. */
export interface DeadlineFacts {
  readonly kind: DeadlineKind;
  readonly id: string;
  readonly instanceId: string;
  readonly definitionId: string;
  readonly element: string | null;
  readonly label: string;
  readonly unit: string | null;
  readonly startedAt: string;
  readonly dueAt: string;
  readonly closedAt: string | null;
  readonly status: 'open' | 'met' | 'missed' | 'cancelled';
  readonly pausedUntil: string | null;
  /** Of a case. */
  readonly startEvent: string | null;
  readonly rule: DeadlineRule | null;
  readonly firstDueAt: string | null;
  /** Of a task: an authorised person has set it. */
  readonly byHand: boolean;
  /** State of the calendars that it was counted by; null: it was not counted. */
  readonly publication: number | null;
  /** What it was counted by, where the ledger names it. */
  readonly calendar: string | null;
  readonly calendarVersion: number | null;
  readonly now: string;
}

/** @throws DeadlineNotFoundError also where the reader may not see it: who may not see it learns nothing of it. */
export async function readFacts(
  database: Pick<Transaction, 'query'>,
  reader: DeadlineReader,
  kind: DeadlineKind,
  id: string,
): Promise<DeadlineFacts> {
  const [facts] = await database.query<DeadlineFacts>(
    `select e.kind, e.id, e.instance_id as "instanceId", e.definition_id as "definitionId", e.element_id as element, e.label,
       e.unit_code as unit, e.started_at as "startedAt", e.due_at as "dueAt", e.closed_at as "closedAt", e.status,
       e.paused_until as "pausedUntil", d.start_event as "startEvent", d.rule, d.first_due_at as "firstDueAt",
       coalesce(t.due_by_hand, false) as "byHand", coalesce(d.calendar_publication, t.calendar_publication) as publication,
       d.calendar, d.calendar_version as "calendarVersion", business_now() as now
     from deadline_entry e
     left join deadline d on e.kind = 'case' and d.id = e.id
     left join user_task t on e.kind = 'task' and t.id = e.id
     where e.kind = $1 and e.id = $2 and ${visibleTo('$3', '$4', '$5', '$6')}`,
    [kind, id, ...readerParameters(reader)],
  );
  if (facts === undefined) throw new DeadlineNotFoundError(kind, id);
  return facts;
}

export function readActRows(database: Pick<Transaction, 'query'>, kind: DeadlineKind, id: string): Promise<DeadlineActRow[]> {
  return database.query<DeadlineActRow>(
    `select act, at, until, working_days as "workingDays", due_before as "dueBefore", due_after as "dueAfter", reason,
       acted_by as "actedBy", approved_by as "approvedBy", calendar, calendar_version as "calendarVersion"
     from deadline_act where kind = $1 and deadline_id = $2 order by number`,
    [kind, id],
  );
}

/** One published version of a calendar. */
export interface CalendarOfDeadline {
  readonly data: CalendarData;
  readonly version: number;
}

/**
 * The version of a calendar that stood at a publication; by number where that is known, else the newest.
 * @returns undefined where there was none.
 */
export async function readCalendarAt(
  database: Pick<Transaction, 'query'>,
  { calendar, version, publication }: { calendar: string; version: number | null; publication: number | null },
): Promise<CalendarOfDeadline | undefined> {
  const [row] = await database.query<CalendarOfDeadline>(
    `select data, version from calendar_version
     where calendar = $1 and ($2::integer is null or version = $2) and ($3::bigint is null or publication <= $3)
     order by version desc limit 1`,
    [calendar, version, publication],
  );
  return row;
}

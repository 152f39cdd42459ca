import type { Transaction } from '#database';
import type { DeadlineKind } from '../ledger/deadline-kind.js';
import { type DeadlineReader, readerParameters, visibleTo } from '../ledger/deadline-reader.js';
import type { DEADLINE_ACTS, DeadlineRule } from '../ledger/deadline-rule.js';
import type { DeadlineStatus } from '../ledger/deadline-status.js';
import { DeadlineNotFoundError } from '../ledger/errors.js';
import type { Pause } from '../ledger/net-time.js';

type Reader = Pick<Transaction, 'query'>;

/** One line of what happened to a deadline. */
export interface DeadlineActRow {
  readonly act: (typeof DEADLINE_ACTS)[number];
  readonly at: string;
  /** Pause: its expected end, and when the clock went on. */
  readonly until: string | null;
  readonly resumedAt: string | null;
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
  readonly rootInstanceId: string;
  readonly definitionId: string;
  readonly element: string | null;
  readonly label: string;
  readonly unit: string | null;
  readonly candidateGroups: readonly string[];
  readonly startedAt: string;
  readonly dueAt: string;
  readonly closedAt: string | null;
  readonly status: DeadlineStatus;
  readonly pausedUntil: string | null;
  /** Of a case. */
  readonly startEvent: string | null;
  readonly rule: DeadlineRule | null;
  readonly firstDueAt: string | null;
  /** Of a task: an authorised person has set it. */
  readonly byHand: boolean;
  /** State of the calendars that it was counted by; null: it was not counted. */
  readonly publication: number | null;
  /** Of a case: what it was counted by last; null: nothing ever was. */
  readonly calendar: string | null;
  readonly calendarVersion: number | null;
  readonly now: string;
}

/** Those of a case, which has its rule in the ledger. */
export type CaseFacts = DeadlineFacts & { readonly rule: DeadlineRule };

/** Of `deadline_entry e`, with what only a case (`d`) or only a task (`t`) has. */
const FACTS = `
  select e.kind, e.id, e.instance_id as "instanceId", e.root_instance_id as "rootInstanceId",
    e.definition_id as "definitionId", e.element_id as element, e.label, e.unit_code as unit,
    e.candidate_groups as "candidateGroups", e.started_at as "startedAt",
    e.due_at as "dueAt", e.closed_at as "closedAt", e.status, e.paused_until as "pausedUntil",
    d.start_event as "startEvent", d.rule, d.first_due_at as "firstDueAt", coalesce(t.due_by_hand, false) as "byHand",
    coalesce(d.calendar_publication, t.calendar_publication) as publication,
    d.calendar, d.calendar_version as "calendarVersion", business_now() as now
  from deadline_entry e
  left join deadline d on e.kind = 'case' and d.id = e.id
  left join user_task t on e.kind = 'task' and t.id = e.id`;

/**
 * Also for the clerk who entered what the case is about, and keeps the register in which its date stands.
 * @throws DeadlineNotFoundError also where the reader may not see it: who may not see it learns nothing of it.
 */
export async function readFacts(database: Reader, reader: DeadlineReader, kind: DeadlineKind, id: string): Promise<DeadlineFacts> {
  const [facts] = await database.query<DeadlineFacts>(
    `${FACTS} where e.kind = $1 and e.id = $2 and (e.registered_by = $5 or ${visibleTo('$3', '$4', '$5', '$6')})`,
    [kind, id, ...readerParameters(reader)],
  );
  if (facts === undefined) throw new DeadlineNotFoundError(kind, id);
  return facts;
}

/**
 * The deadline of its case that a task follows: one whose due date stands in a variable that the task's expression reads,
 * and is that of the task. Undefined where there is none.
 */
export async function readFollowedCase(
  database: Reader,
  { rootInstanceId, dueAt }: DeadlineFacts,
  variables: readonly string[],
): Promise<CaseFacts | undefined> {
  const [facts] = await database.query<CaseFacts>(
    `${FACTS}
     where e.kind = 'case' and e.root_instance_id = $1 and e.due_at = $2 and d.variable = any($3::text[])
     order by e.status = 'open' desc, e.started_at, e.id limit 1`,
    [rootInstanceId, dueAt, variables],
  );
  return facts;
}

/** People by their logins; programs have no name. */
export async function readNames(database: Reader, logins: readonly string[]): Promise<ReadonlyMap<string, string>> {
  const people = await database.query<{ login: string; name: string }>(
    'select login, full_name as name from person where login = any($1::text[])',
    [logins],
  );
  return new Map(people.map(({ login, name }) => [login, name]));
}

/**
 * In the order in which they were decided. The reason of a move is that of every calendar it followed: its own, and those
 * which that superseded before they had reached the deadline.
 */
export function readActRows(database: Reader, { kind, id }: DeadlineFacts): Promise<DeadlineActRow[]> {
  return database.query<DeadlineActRow>(
    `select a.act, a.at, a.until, p.resumed_at as "resumedAt", a.working_days as "workingDays", a.due_before as "dueBefore",
       a.due_after as "dueAfter", coalesce(followed.reasons, a.reason) as reason, a.acted_by as "actedBy",
       a.approved_by as "approvedBy", a.calendar, a.calendar_version as "calendarVersion"
     from deadline_act a
     left join deadline_pause p using (number)
     left join lateral (
       select string_agg(m.reason, '; ' order by m.publication) as reasons from calendar_move m
       where a.act = 'move' and m.calendar = a.calendar and m.publication <= a.calendar_publication
         and m.publication > a.publication_before
         and (m.publication = a.calendar_publication or m.superseded_by <= a.calendar_publication)) followed on true
     where a.kind = $1 and a.deadline_id = $2 order by a.number`,
    [kind, id],
  );
}

/** While its clock stood still; that of a task stands still with that of its case, or of the part of it that it belongs to. */
export function readPauses(database: Reader, { kind, id, instanceId, rootInstanceId }: DeadlineFacts): Promise<Pause[]> {
  return database.query<Pause>(
    `select paused_at as "from", resumed_at as until from deadline_pause
     where case $1 when 'case' then deadline_id = $2 else instance_id = any($3::uuid[]) end`,
    [kind, id, [instanceId, rootInstanceId]],
  );
}

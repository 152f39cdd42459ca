import type { Transaction } from '#database';
import type { DEADLINE_ACTS, DeadlineKind } from '#deadlines';
import { entryOf } from '../planning/deadline-entry.js';
import { type NamedDeadline, NAMING_COLUMNS, NAMING_JOINS } from '../named-deadline.js';

/** One deadline that somebody or a calendar has changed, and whom that concerns. Instants are ISO 8601 UTC. */
export interface ChangedDeadline extends NamedDeadline {
  /** Of the act, in the order in which they were decided. */
  readonly number: string;
  readonly act: (typeof DEADLINE_ACTS)[number];
  /** From when it counts. */
  readonly at: string;
  /** Pause: its expected end. */
  readonly until: string | null;
  /** Pause: when the clock went on, or will as expected. */
  readonly resumedAt: string | null;
  readonly reason: string;
  readonly actedBy: string;
  readonly approvedBy: string | null;
  /** Full name of who decided; null: no person of the office. */
  readonly decidedBy: string | null;
  readonly dueBefore: string;
  readonly dueAfter: string;
  readonly kind: DeadlineKind;
  readonly id: string;
  readonly instanceId: string;
  readonly rootInstanceId: string;
  readonly unitCode: string | null;
  /** Who has the task, or did it; null: nobody, or it is the deadline of a case. */
  readonly holder: string | null;
  readonly candidateUsers: readonly string[];
  readonly candidateGroups: readonly string[];
}

/** What acts have changed, without what is cancelled by now: nobody waits for that. */
export function changedByActs(tx: Transaction, numbers: readonly string[]): Promise<ChangedDeadline[]> {
  return tx.query<ChangedDeadline>(`${CHANGED} where a.number = any($1::bigint[]) and e.status <> 'cancelled' order by a.number`, [
    numbers,
  ]);
}

/** When a move went through the office. */
export interface MovePeriod {
  readonly approvedAt: string;
  readonly finishedAt: string;
  /** Another one began at its end. */
  readonly superseded: boolean;
}

/** What a move has changed and is open still. */
export function changedByMove(tx: Transaction, { approvedAt, finishedAt, superseded }: MovePeriod): Promise<ChangedDeadline[]> {
  return tx.query<ChangedDeadline>(
    `${CHANGED} where a.act = 'move' and a.at >= $1 and a.at ${superseded ? '<' : '<='} $2 and e.status = 'open'`,
    [approvedAt, finishedAt],
  );
}

const CHANGED = `
  select a.number, a.act, a.at, a.until,
         (select p.resumed_at from deadline_pause p where p.number = a.number) as "resumedAt", a.reason, a.acted_by as "actedBy", a.approved_by as "approvedBy",
         decider.full_name as "decidedBy", a.due_before as "dueBefore", a.due_after as "dueAfter", e.kind, e.id,
         e.instance_id as "instanceId", e.root_instance_id as "rootInstanceId", e.unit_code as "unitCode",
         coalesce(e.assignee, (select completed_by from user_task where id = e.id)) as holder,
         e.candidate_users as "candidateUsers", e.candidate_groups as "candidateGroups", ${NAMING_COLUMNS}
  from deadline_act a join ${entryOf('a.kind', 'a.deadline_id')} e on true
  left join person decider on decider.login = coalesce(a.approved_by, a.acted_by)
  ${NAMING_JOINS}`;

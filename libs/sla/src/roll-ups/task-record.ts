import type { Transaction } from '#database';
import type { Pause } from '#deadlines';
import { pausesOfTask } from './pauses-of-task.js';

/** The part of the database that reads take: a transaction, or the pool for a read of one statement. */
export type Reader = Pick<Transaction, 'query'>;

/** How an ended task counts: completed by its deadline, after it, without any, or withdrawn. */
export type Outcome = 'on-time' | 'late' | 'no-deadline' | 'cancelled';

/** A task by what reports ask for, as its history tells it now. Instants are ISO 8601 UTC. */
export interface TaskRecord {
  readonly taskId: string;
  readonly rootInstanceId: string;
  readonly process: string;
  /** `<process>/<element>` */
  readonly step: string;
  readonly name: string;
  readonly unit: string | null;
  readonly person: string | null;
  /** Document type of the case. */
  readonly kind: string | null;
  readonly urgency: string | null;
  readonly createdAt: string;
  readonly dueAt: string | null;
}

export interface EndedTaskRecord extends TaskRecord {
  readonly outcome: Outcome;
  readonly endedAt: string;
  /** In which it ended, in the zone of the office: 202611. */
  readonly month: number;
  /** Clock time from its creation to its end. */
  readonly grossSeconds: number;
  /** When the first person took it or got it; null: nobody did before it was done. */
  readonly takenAt: string | null;
  /** Whether its deadline was extended, `late`: also when it had passed already; null: never. */
  readonly extension: 'in-time' | 'late' | null;
  /** Of its deadline and of those of its case. They may overlap. */
  readonly pauses: readonly Pause[];
}

/** Columns of `sla_task s` for a {@link TaskRecord}. */
const TASK_COLUMNS = `
  s.task_id as "taskId", s.root_instance_id as "rootInstanceId", s.process, s.step, s.name, s.unit, s.person, s.kind,
  s.urgency, s.created_at as "createdAt", s.due_at as "dueAt"`;

/** SQL of an {@link Outcome} of `sla_task s`; null while it is open. */
export const OUTCOME = `
  case when s.status = 'cancelled' then 'cancelled' when s.status = 'open' then null
       when s.due_at is null then 'no-deadline' when s.ended_at <= s.due_at then 'on-time' else 'late' end`;

/** SQL of {@link EndedTaskRecord.extension} of `sla_task s`: by an act on its own deadline, or along with that of its case. */
export const EXTENSION = `
  (select case when bool_or(a.at > a.due_before) then 'late' else 'in-time' end from deadline_act a
   where a.kind = 'task' and a.deadline_id = s.task_id
     and (a.act = 'extension' or a.act = 'change' and exists (
       select from deadline_act e
       where e.instance_id in (s.instance_id, s.root_instance_id) and e.kind = 'case' and e.act = 'extension' and e.at = a.at))
   having count(*) > 0)`;

/**
 * Columns of `sla_task s` for an {@link EndedTaskRecord}.
 * @param zone parameter with the zone of the office
 */
export const endedTaskColumns = (zone: string) => `
  ${TASK_COLUMNS}, ${OUTCOME} as outcome, s.ended_at as "endedAt",
  to_char(s.ended_at at time zone ${zone}, 'YYYYMM')::integer as month,
  greatest(0, floor(extract(epoch from s.ended_at - s.created_at)))::integer as "grossSeconds",
  (select min(a.at) from audit_entry a
   where a.subject = 'user-task' and a.subject_id = s.task_id::text and a.action <> 'worklist.complete-task'
     and a.detail -> 'new' ->> 'assignee' is not null) as "takenAt",
  ${EXTENSION} as extension,
  ${pausesOfTask({ instance: 's.instance_id', root: 's.root_instance_id', task: 's.task_id' })} as pauses`;

/**
 * Tasks that are marked to be counted, or counted anew. As an array, like wherever marks are looked up: nobody knows how
 * many there are, and with a join Postgres takes them for so many that it reads all tasks.
 */
export const CHANGED_TASKS = `
  select task_id as id from sla_change where task_id is not null
  union
  select t.id from process_instance i join user_task t on t.instance_id = i.id and t.status <> 'open'
  where i.root_instance_id = any(array(select root_instance_id from sla_change where root_instance_id is not null))`;

import type { Reader } from '../roll-ups/task-record.js';

/** Deadlines that are looked at in one forecast: those that are due first. Each page of a list computes all of them. */
export const MOST_OPEN_DEADLINES = 5_000;

export interface OpenDeadlineFilter {
  readonly kind?: 'task' | 'case';
  /** Code of the unit that answers for it. */
  readonly unit?: string;
}

/** A deadline that is not missed yet. */
export interface OpenDeadline {
  readonly kind: 'task' | 'case';
  readonly id: string;
  readonly instanceId: string;
  readonly label: string;
  readonly unit: string | null;
  readonly unitName: string | null;
  readonly dueAt: string;
  readonly pausedUntil: string | null;
  /** Key of the process of the case. */
  readonly process: string;
  /** What the deadline of a case is of; null for a task. */
  readonly subject: string | null;
  readonly steps: readonly OpenStep[];
}

/** A task that is open under a deadline: itself, or one of its case. */
export interface OpenStep {
  /** `<process>/<element>` */
  readonly step: string;
  readonly name: string;
  readonly startedAt: string;
}

/** @param now deadlines before it are missed already and not looked at */
export async function openDeadlines(reader: Reader, now: string, filter: OpenDeadlineFilter): Promise<OpenDeadline[]> {
  return reader.query<OpenDeadline>(
    `with entry as materialized (
       select e.kind, e.id, e.instance_id, e.root_instance_id, e.definition_id, e.label, e.unit_code, e.due_at, e.paused_until
       from deadline_entry e
       where e.status = 'open' and e.due_at >= $1
         and ($2::text is null or e.kind = $2) and ($3::text is null or e.unit_code = $3)
       order by e.due_at, e.id limit $4
     ), step as (
       select e.kind, e.id, t.id as task_id from entry e join user_task t on t.id = e.id where e.kind = 'task'
       union all
       select e.kind, e.id, t.id from entry e
       join process_instance i on i.root_instance_id = e.root_instance_id
       join user_task t on t.instance_id = i.id and t.status = 'open'
       where e.kind = 'case'
     ), steps as (
       select s.kind, s.id, jsonb_agg(jsonb_build_object('step', d.key || '/' || t.element_id, 'name', t.name,
                'startedAt', t.created_at) order by t.created_at, t.id) as steps
       from step s
       join user_task t on t.id = s.task_id
       join process_instance i on i.id = t.instance_id
       join process_definition d on d.id = i.definition_id
       group by s.kind, s.id
     )
     select e.kind, e.id, e.instance_id as "instanceId", e.label, e.unit_code as unit, u.name as "unitName",
            e.due_at as "dueAt", e.paused_until as "pausedUntil", d.key as process, c.subject,
            coalesce(s.steps, '[]') as steps
     from entry e
     join process_definition d on d.id = e.definition_id
     left join unit u on u.code = e.unit_code
     left join deadline c on e.kind = 'case' and c.id = e.id
     left join steps s on s.kind = e.kind and s.id = e.id
     order by e.due_at, e.id`,
    [now, filter.kind ?? null, filter.unit ?? null, MOST_OPEN_DEADLINES],
  );
}

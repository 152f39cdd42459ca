import type { Pause } from '#deadlines';

/** A task under a deadline: itself, or one of its case. Instants are any ISO 8601 with a zone. */
export interface StepOfDeadline {
  /** `<process>/<element>` */
  readonly step: string;
  readonly name: string;
  readonly startedAt: string;
  /** Null: it is open. */
  readonly endedAt: string | null;
  /** While its clock or that of its case stood still. */
  readonly pauses: readonly Pause[];
}

/**
 * The pauses that count for a task: its own and those of its case, as in the reports.
 * @param task alias of `user_task`; null: those of the case alone
 * @param instance alias of its `process_instance`
 */
export function pausesOf(task: string | null, instance: string): string {
  const own = task === null ? '' : ` or p.deadline_id = ${task}.id`;
  return `coalesce((select jsonb_agg(jsonb_build_object('from', p.paused_at, 'until', p.resumed_at)) from deadline_pause p
    where p.instance_id in (${instance}.id, ${instance}.root_instance_id) and (p.kind = 'case'${own})), '[]')`;
}

/**
 * The common table expression `steps (kind, id, steps)` for rows of `entry (kind, id, root_instance_id)`: what waits for a
 * person under each deadline, as an array of {@link StepOfDeadline}.
 */
export function stepsOfEntries({ onlyOpen }: { readonly onlyOpen: boolean }): string {
  return `
    step as (
      select kind, id, id as task_id from entry where kind = 'task'
      union all
      select e.kind, e.id, t.id from entry e
      join process_instance i on i.root_instance_id = e.root_instance_id
      join user_task t on t.instance_id = i.id ${onlyOpen ? `and t.status = 'open'` : ''}
      where e.kind = 'case'
    ), steps as (
      select s.kind, s.id, jsonb_agg(jsonb_build_object('step', d.key || '/' || t.element_id, 'name', t.name,
               'startedAt', t.created_at, 'endedAt', t.ended_at, 'pauses', ${pausesOf('t', 'i')})
             order by t.created_at, t.id) as steps
      from step s
      join user_task t on t.id = s.task_id
      join process_instance i on i.id = t.instance_id
      join process_definition d on d.id = i.definition_id
      group by s.kind, s.id
    )`;
}

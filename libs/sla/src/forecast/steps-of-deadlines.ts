import type { Pause } from '#deadlines';
import { pausesOfTask } from '../roll-ups/pauses-of-task.js';

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
 * SQL of what waits for a person under each deadline of `entry` (kind, id, root_instance_id), as an array of
 * {@link StepOfDeadline}. A subquery of each row: Postgres does not know how many entries a prepared statement is about, takes
 * them for few, and would make all steps of all of them anew for each where they are joined.
 */
export function stepsOf(entry: string, { onlyOpen }: { readonly onlyOpen: boolean }): string {
  return `coalesce(
    (select jsonb_agg(jsonb_build_object('step', d.key || '/' || t.element_id, 'name', t.name, 'startedAt', t.created_at,
              'endedAt', t.ended_at, 'pauses', ${pausesOfTask({ instance: 'i.id', root: 'i.root_instance_id', task: 't.id' })})
            order by t.created_at, t.id)
     from user_task t
     join process_instance i on i.id = t.instance_id
     join process_definition d on d.id = i.definition_id
     where t.id = any(case ${entry}.kind when 'task' then array[${entry}.id] else array(
       select part.id from process_instance ofcase join user_task part on part.instance_id = ofcase.id
       where ofcase.root_instance_id = ${entry}.root_instance_id ${onlyOpen ? `and part.status = 'open'` : ''}) end)), '[]')`;
}

import type { CommandContext } from '#runtime';
import type { DeadlineStatus } from './deadline-status.js';
import { DeadlineNotFoundError } from './errors.js';

/** The part of a task with a due date that decisions about it look at. */
export interface TaskDeadline {
  readonly instanceId: string;
  readonly status: DeadlineStatus;
  readonly dueAt: string;
  readonly assignee: string | null;
  /** Null: nobody has completed it. */
  readonly doneBy: string | null;
  readonly candidateUsers: readonly string[];
  readonly candidateGroups: readonly string[];
  /** By whose calendar it is counted. */
  readonly unitCode: string | null;
  /**
   * Whose work it is, and whose head decides about it: the unit that it is offered to; where it is given by name and to no
   * group, that of who has it by his post of today, or has done it by that of then, as reports count it. Null: no unit's,
   * though its case may have a lead unit.
   */
  readonly ownUnit: string | null;
}

/** Locks a task with its instance, as every step of the case locks that first. @throws DeadlineNotFoundError */
export async function lockTaskDeadline({ tx, zone }: CommandContext, id: string): Promise<TaskDeadline> {
  await tx.query(
    'select 1 from process_instance where id = (select instance_id from user_task where id = $1) for no key update',
    [id],
  );
  await tx.query('select 1 from user_task where id = $1 for no key update', [id]);
  const [task] = await tx.query<TaskDeadline>(
    `select e.instance_id as "instanceId", e.status, e.due_at as "dueAt", e.assignee, t.completed_by as "doneBy",
       e.candidate_users as "candidateUsers", e.candidate_groups as "candidateGroups", e.unit_code as "unitCode",
       case e.candidate_groups when '{}' then unit_by_post(coalesce(t.completed_by, e.assignee), '{}', false,
                                                           (coalesce(e.closed_at, business_now()) at time zone $2)::date)
         else unit_of_groups(e.candidate_groups) end as "ownUnit"
     from deadline_entry e join user_task t on t.id = e.id where e.kind = 'task' and e.id = $1`,
    [id, zone],
  );
  if (task === undefined) throw new DeadlineNotFoundError('task', id);
  return task;
}

/** What somebody has decided holds against what the model says. */
export function writeTaskDue({ tx }: CommandContext, id: string, dueAt: string): void {
  tx.later({
    sql: 'update user_task set due_at = $2, due_by_hand = true, calendar_publication = null where id = $1',
    parameters: [id, dueAt],
  });
}

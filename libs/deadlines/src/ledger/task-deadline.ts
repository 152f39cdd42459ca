import type { CommandContext } from '#runtime';
import { DeadlineNotFoundError } from './errors.js';

/** The part of a task with a due date that decisions about it look at. */
export interface TaskDeadline {
  readonly instanceId: string;
  readonly status: 'open' | 'met' | 'missed' | 'cancelled';
  readonly dueAt: string;
  readonly closedAt: string | null;
  readonly assignee: string | null;
  readonly unitCode: string | null;
}

/** Locks a task with its instance, as every step of the case locks that first. @throws DeadlineNotFoundError */
export async function lockTaskDeadline({ tx }: CommandContext, id: string): Promise<TaskDeadline> {
  await tx.query(
    'select 1 from process_instance where id = (select instance_id from user_task where id = $1) for no key update',
    [id],
  );
  await tx.query('select 1 from user_task where id = $1 for no key update', [id]);
  const [task] = await tx.query<TaskDeadline>(
    `select instance_id as "instanceId", status, due_at as "dueAt", closed_at as "closedAt", assignee, unit_code as "unitCode"
     from deadline_entry where kind = 'task' and id = $1`,
    [id],
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

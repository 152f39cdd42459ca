import type { CommandContext } from '#runtime';
import { deciderOf, type Deciding, groupsOfUnits } from './decider.js';

/** Who has a task, or may take it. */
export interface TaskHolders {
  readonly assignee: string | null;
  readonly candidateUsers: readonly string[];
  readonly candidateGroups: readonly string[];
}

/**
 * A task is owed by whoever has it; while nobody has, by the people it is offered to and the units: else their head would
 * give it back, extend it and take it again. What is offered to leaders of the whole office keeps none of them from deciding.
 */
export function owesTask(context: CommandContext, deciding: Deciding, task: TaskHolders): boolean {
  const { login, groups } = deciderOf(context, deciding);
  if (task.assignee !== null) return task.assignee === login;
  const units = groupsOfUnits(groups);
  return task.candidateUsers.includes(login) || task.candidateGroups.some((group) => units.includes(group));
}

/** Whether the decider owes an open task with a due date in the case of an instance. */
export async function owesInCase(context: CommandContext, deciding: Deciding, instanceId: string): Promise<boolean> {
  const tasks = await context.tx.query<TaskHolders>(
    `select t.assignee, t.candidate_users as "candidateUsers", t.candidate_groups as "candidateGroups"
     from process_instance own join process_instance i on i.root_instance_id = own.root_instance_id
     join user_task t on t.instance_id = i.id and t.status = 'open' and t.due_at is not null
     where own.id = $1`,
    [instanceId],
  );
  return tasks.some((task) => owesTask(context, deciding, task));
}

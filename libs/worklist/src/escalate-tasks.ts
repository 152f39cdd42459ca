import type { CommandContext } from '#runtime';

/** A task that climbed just now. */
export interface EscalatedTask {
  readonly id: string;
  readonly name: string;
}

/**
 * Lets open tasks climb to a group, whose members see them from then on; whose they are does not change. A task that has
 * climbed there before stays as it is. Gives the others, each with its entry in the audit trail.
 */
export async function escalateTasks(
  context: CommandContext,
  taskIds: readonly string[],
  group: string,
): Promise<EscalatedTask[]> {
  const tasks = await context.tx.query<EscalatedTask & { escalatedTo: string[] }>(
    `update user_task set escalated_to = escalated_to || $2::text
     where id = any($1) and status = 'open' and not escalated_to @> array[$2::text]
     returning id, name, escalated_to as "escalatedTo"`,
    [taskIds, group],
  );
  for (const { id, escalatedTo } of tasks) {
    const detail = { old: { escalatedTo: escalatedTo.slice(0, -1) }, new: { escalatedTo } };
    context.audit({ subject: 'user-task', subjectId: id, detail });
  }
  return tasks;
}

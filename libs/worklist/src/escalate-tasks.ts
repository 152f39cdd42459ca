import type { CommandContext } from '#runtime';

/** A task that climbed just now. */
export interface EscalatedTask {
  readonly id: string;
  readonly name: string;
}

/**
 * Lets open tasks climb to a group, whose members see them from then on; whose they are does not change. A task that has
 * climbed there before stays as it is. Gives the others, each with its entry in the audit trail.
 * @param how.offered it is offered to the group beside those who had it: whoever held it and let it grow late holds it no more
 */
export async function escalateTasks(
  context: CommandContext,
  taskIds: readonly string[],
  group: string,
  { offered = false }: { readonly offered?: boolean } = {},
): Promise<EscalatedTask[]> {
  const tasks = await context.tx.query<EscalatedTask & { escalatedTo: string[] }>(
    `update user_task set escalated_to = array_remove(escalated_to, $2::text) || $2::text,
       candidate_groups = case when $3 and not $2 = any(candidate_groups) then candidate_groups || $2::text else candidate_groups end,
       assignee = case when $3 then null else assignee end
     where id = any($1) and status = 'open'
       and (not escalated_to @> array[$2::text] or ($3 and not candidate_groups @> array[$2::text]))
     returning id, name, escalated_to as "escalatedTo"`,
    [taskIds, group, offered],
  );
  for (const { id, escalatedTo } of tasks) {
    const detail = { old: { escalatedTo: escalatedTo.slice(0, -1) }, new: { escalatedTo, ...(offered ? { offered } : {}) } };
    context.audit({ subject: 'user-task', subjectId: id, detail });
  }
  return tasks;
}

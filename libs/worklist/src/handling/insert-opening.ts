import type { CommandContext } from '#runtime';

/**
 * Somebody has opened a task that is locked and his to do. Counts once, and once more whenever the task comes to him anew.
 * Gives whether it counted.
 */
export async function insertOpening({ tx, now }: CommandContext, taskId: string, login: string): Promise<boolean> {
  const recorded = await tx.execute(
    `insert into task_opening as o (task_id, login, opened_at, after_handling)
     select $1, $2, $3, coalesce(max(number), 0) from task_handling where task_id = $1
     on conflict (task_id, login) do update set opened_at = excluded.opened_at, after_handling = excluded.after_handling
       where exists (select from task_handling h
                     where h.task_id = o.task_id and h.to_login = o.login and h.number > o.after_handling)`,
    [taskId, login, now],
  );
  return recorded > 0;
}

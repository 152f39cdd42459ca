import { dateInZone } from '#foundation';
import type { Command, CommandContext } from '#runtime';
import { escalateTasks } from './escalate-tasks.js';
import type { NotifyGroup } from './escalate.handler.js';
import { giveBackLentTasks } from './give-back-lent-tasks.js';

export interface PassOnLeftTasksInput {
  /** At most so many tasks of either kind at a time. */
  readonly limit: number;
  readonly notifyGroup: NotifyGroup;
}

interface LeftTask {
  readonly id: string;
  readonly name: string;
  readonly instanceId: string;
  readonly assignee: string;
  readonly candidateGroups: readonly string[];
  /** Heads who are to see what was given to him by name. */
  readonly heads: readonly string[];
}

/**
 * Work that people leave behind comes to somebody: who holds no post any more gives back what is offered to a group, and what
 * was given by name climbs to the heads of the units in which its holder worked when it came to him, once he works in none of
 * them or their successors. Those groups hear of it. So nothing is forgotten where somebody retires, moves, or is given work of
 * a unit that is about to end. What deputies have claimed is offered again after their days. Gives how many tasks were passed on.
 */
export const passOnLeftTasks: Command<PassOnLeftTasksInput, number> = {
  name: 'worklist.pass-on-left-tasks',
  async run(context, { limit, notifyGroup }) {
    const { tx, now, zone } = context;
    const lent = await giveBackLentTasks(context, { deputy: null, limit, notifyGroup });
    const left = await tx.query<LeftTask>(LEFT, [dateInZone(now, zone), zone, limit]);
    if (left.length + lent === 0) context.nothingChanged();
    for (const task of left) {
      const offered = task.candidateGroups.length > 0;
      if (offered) await release(context, task);
      for (const group of offered ? task.candidateGroups : task.heads) {
        if (!offered) await escalateTasks(context, [task.id], group);
        await notifyGroup(context, group, {
          kind: 'escalation',
          title: `Việc chưa có người làm: ${task.name}`,
          body: `${task.assignee} đang giữ việc này không còn công tác ở đơn vị; hãy nhận hoặc giao cho người khác.`,
          instanceId: task.instanceId,
          taskId: task.id,
          event: `left:${task.id}:${task.assignee}:${group}`,
        });
      }
    }
    return left.length + lent;
  },
};

async function release({ tx, audit }: CommandContext, { id, assignee }: LeftTask): Promise<void> {
  await tx.execute('update user_task set assignee = null where id = $1', [id]);
  audit({ subject: 'user-task', subjectId: id, detail: { old: { assignee }, new: { assignee: null } } });
}

/** $1 today, $2 zone, $3 limit. A case that stands still is passed by. */
const LEFT = `
  select t.id, t.name, t.instance_id as "instanceId", t.assignee, t.candidate_groups as "candidateGroups", before.heads
  from user_task t join process_instance i on i.id = t.instance_id
  cross join lateral (
    select least(
      (coalesce((select max(at) from task_handling h where h.task_id = t.id and h.to_login = t.assignee), t.created_at) at time zone $2)::date,
      (select max(coalesce(valid_to, 'infinity')) from post where login = t.assignee and valid_from <= $1::date)) as day) came
  cross join lateral (
    select array_agg(distinct 'head:' || unit_code) as heads,
           bool_or(exists (
             select from post later where later.login = t.assignee and held_on(later, $1::date)
               and later.unit_code in (select heirs_of_unit(earlier.unit_code, $1::date)))) as "isThere"
    from post earlier where login = t.assignee and held_on(earlier, came.day)) before
  where t.status = 'open' and i.suspended_at is null
    and t.assignee in (select login from post where valid_to < $1::date)
    and not before."isThere"
    and case when t.candidate_groups = '{}' then not t.escalated_to @> before.heads
      else not exists (select from post where login = t.assignee and held_on(post, $1::date)) end
  order by t.created_at, t.id limit $3 for no key update of t skip locked`;

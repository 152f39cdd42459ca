import { dateInZone } from '#foundation';
import type { CommandContext } from '#runtime';
import type { NotifyGroup } from './escalate.handler.js';

export interface LentTasks {
  /** Login of whose tasks; null: of all deputies. */
  readonly deputy: string | null;
  /** At most so many tasks; null: all. */
  readonly limit: number | null;
  readonly notifyGroup: NotifyGroup;
}

interface LentTask {
  readonly id: string;
  readonly name: string;
  readonly instanceId: string;
  readonly assignee: string;
  readonly candidateGroups: readonly string[];
}

/**
 * What a deputy has claimed by the post of another is offered again once he does the work of that post no more: he may not
 * complete it, and would keep it from its holder. What somebody gave him by name stays his. Gives how many there were.
 */
export async function giveBackLentTasks(context: CommandContext, { deputy, limit, notifyGroup }: LentTasks): Promise<number> {
  const { tx, now, zone } = context;
  const today = dateInZone(now, zone);
  const lent = await tx.query<LentTask>(LENT, [today, deputy, limit]);
  await tx.execute('update user_task set assignee = null where id = any($1)', [lent.map(({ id }) => id)]);
  for (const { id, name, instanceId, assignee, candidateGroups } of lent) {
    context.audit({ subject: 'user-task', subjectId: id, detail: { old: { assignee }, new: { assignee: null } } });
    for (const group of candidateGroups) {
      await notifyGroup(context, group, {
        kind: 'escalation',
        title: `Việc chưa có người làm: ${name}`,
        body: `${assignee} đã nhận việc này và hết thời gian làm thay; hãy nhận hoặc giao cho người khác.`,
        instanceId,
        taskId: id,
        event: `lent:${id}:${assignee}:${today}:${group}`,
      });
    }
  }
  return lent.length;
}

/** Whether a post opens what is offered to the groups of `t`, by a unit whose work it has inherited, too. */
const opens = (post: string) => `(${post}.groups && t.candidate_groups or exists (
  select from units_inherited_by(${post}.unit_code, $1::date) as ended(code)
  where array[${post}.role || ':' || ended.code, 'unit:' || ended.code] && t.candidate_groups))`;

/** $1 today, $2 deputy or null, $3 limit. A case that stands still is passed by. */
const LENT = `
  select t.id, t.name, t.instance_id as "instanceId", t.assignee, t.candidate_groups as "candidateGroups"
  from user_task t join process_instance i on i.id = t.instance_id
  where t.status = 'open' and i.suspended_at is null and t.candidate_groups <> '{}' and not t.assignee = any(t.candidate_users)
    and t.assignee = any(array(select deputy from delegation where valid_from <= $1::date and ($2::text is null or deputy = $2)))
    and exists (select from delegation join post lent on lent.id = delegation.post_id
                where delegation.deputy = t.assignee and delegation.valid_from <= $1::date and ${opens('lent')})
    and not exists (select from posts_worked_by(t.assignee, $1::date) as worked where ${opens('worked')})
    and not exists (select from task_handling h where h.task_id = t.id and h.to_login = t.assignee
                    and h.done_by <> t.assignee and h.act in ('handed-over', 'forwarded'))
  order by t.created_at, t.id limit $3 for no key update of t skip locked`;

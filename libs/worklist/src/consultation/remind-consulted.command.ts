import type { Command } from '#runtime';
import { DateTime } from 'luxon';
import type { HandlingTools } from '../handling/handling-tools.js';

export interface RemindConsultedInput {
  /** At most so many questions at a time. */
  readonly limit: number;
  readonly tell: HandlingTools['tell'];
}

/**
 * Reminds those whose opinion is awaited, each of a question once: a day before it is due, though not before half of its time
 * is over; of what is long overdue nobody hears. Cases that stand still remind nobody. Gives how many questions were reminded of.
 */
export const remindConsulted: Command<RemindConsultedInput, number> = {
  name: 'worklist.remind-consulted',
  async run(context, { limit, tell }) {
    const { tx, now, zone } = context;
    const due = await tx.query<{ id: string; asked: string; taskId: string; instanceId: string; name: string; dueAt: string }>(
      `select c.id, c.asked, t.id as "taskId", t.instance_id as "instanceId", t.name, c.due_at as "dueAt"
       from task_consultation c join user_task t on t.id = c.task_id join process_instance i on i.id = t.instance_id
       where c.answered_at is null and c.withdrawn_at is null and c.reminded_at is null
         and c.due_at <= $1::timestamptz + (c.due_at - c.asked_at) / 2 and c.due_at <= $1::timestamptz + interval '1 day'
         and c.due_at > $1::timestamptz - interval '30 days' and t.status = 'open' and i.suspended_at is null
       order by c.due_at limit $2 for update of c skip locked`,
      [now, limit],
    );
    if (due.length === 0) {
      context.nothingChanged();
      return 0;
    }
    await tx.execute('update task_consultation set reminded_at = $2 where id = any($1::uuid[])', [due.map(({ id }) => id), now]);
    for (const { id, asked, taskId, instanceId, name, dueAt } of due) {
      const until = DateTime.fromISO(dueAt, { zone }).toFormat('HH:mm dd/MM/yyyy');
      context.audit({ subject: 'user-task', subjectId: taskId, detail: { consultation: id, reminded: asked } });
      await tell(context, [asked], {
        title: `Nhắc cho ý kiến: ${name}`,
        body: `Ý kiến của bạn đang được chờ, hạn trả lời ${until}.`,
        instanceId,
        taskId,
        event: `consultation-due:${id}`,
      });
    }
    return due.length;
  },
};

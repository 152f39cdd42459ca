import type { CommandContext } from '#runtime';
import type { TaskWithForm } from '../task-with-form.js';
import type { HandlingAct } from './handling-trace.js';
import type { HandlingTools } from './handling-tools.js';
import { nameOf } from './name-of.js';

interface Pass {
  readonly act: HandlingAct;
  /** Who holds it from now on; null: nobody, it is offered again. */
  readonly to: string | null;
  readonly reason: string | null;
}

/** Titles of notices, before the name of the task: to whoever gets it, and to whoever has it no longer. */
const TITLES: Readonly<Record<HandlingAct, { readonly got: string; readonly lost: string }>> = {
  'handed-over': { got: 'Bạn được bàn giao việc', lost: 'Việc đã được bàn giao' },
  forwarded: { got: 'Bạn được giao việc', lost: 'Việc đã được giao cho người khác' },
  returned: { got: 'Việc bị trả lại', lost: 'Việc đã được trả lại' },
  recalled: { got: 'Việc trở lại với bạn', lost: 'Việc đã được lấy lại' },
};

/** By these, somebody whose work it is makes it another's; by the others it goes back to whoever had it, by whatever right he did. */
const GIVING: readonly HandlingAct[] = ['handed-over', 'forwarded'];

/** Passes a locked task on: who holds it, the trace, the audit trail, and news to those whom it concerns but did not do it. */
export async function passTask(
  context: CommandContext,
  { tell }: HandlingTools,
  task: TaskWithForm,
  { act, to, reason }: Pass,
): Promise<void> {
  const { tx, caller, now } = context;
  const isGiven = to !== null && GIVING.includes(act);
  const workOf = task.workOf !== null && isGiven ? [...new Set([...task.workOf, to])] : task.workOf;
  await tx.execute('update user_task set assignee = $2, work_of = $3 where id = $1', [task.id, to, workOf]);
  const [row] = await tx.query<{ number: number }>(
    `insert into task_handling (task_id, number, act, done_by, from_login, to_login, reason, at)
     select $1, coalesce(max(number), 0) + 1, $2, $3, $4, $5, $6, $7 from task_handling where task_id = $1
     returning number`,
    [task.id, act, caller.actor, task.assignee, to, reason, now],
  );
  context.audit({
    subject: 'user-task',
    subjectId: task.id,
    detail: { old: { assignee: task.assignee }, new: { assignee: to } },
  });
  const why = reason === null ? '' : ` Lý do: ${reason}`;
  const notice = {
    body: `${await nameOf(tx, caller.actor)} đã thực hiện.${why}`,
    instanceId: task.instanceId,
    taskId: task.id,
    event: `task-handling:${task.id}:${row!.number}`,
  };
  const others = (login: string | null) => (login === null || login === caller.actor ? [] : [login]);
  await tell(context, others(to), { ...notice, title: `${TITLES[act].got}: ${task.name}` });
  await tell(context, others(task.assignee), { ...notice, title: `${TITLES[act].lost}: ${task.name}` });
}

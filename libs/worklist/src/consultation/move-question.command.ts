import type { Command } from '#runtime';
import { ReceiverUnfitError } from '../errors.js';
import type { HandlingTools } from '../handling/handling-tools.js';
import type { Principal } from '../task-rights.js';
import { lockPending } from './consultation.js';
import { ConsultationClosedError } from './errors.js';

export interface MoveQuestionInput {
  readonly consultationId: string;
  /** Who was asked and leaves, with the groups of his posts. */
  readonly from: Principal;
  /** Login of who is asked instead. */
  readonly to: string;
  readonly reason: string;
}

/**
 * A question that awaits the answer of somebody who leaves is asked of whom the signed minutes name; until when stays. Who asked hears of
 * it. It says whether there was anything left to ask.
 * @throws ReceiverUnfitError, InstanceSuspendedError, and what the tools throw
 */
export function moveQuestion(tools: HandlingTools): Command<MoveQuestionInput, 'moved' | 'over'> {
  return {
    name: 'worklist.move-question',
    request: ({ from: { login }, ...sent }) => ({ ...sent, from: login }),
    async run(context, { consultationId: id, from, to, reason }) {
      const { tx } = context;
      const pending = await lockPending(context, tools, id, from).catch((error: unknown) => {
        if (error instanceof ConsultationClosedError) return undefined;
        throw error;
      });
      if (pending === undefined || pending.question.asked !== from.login) {
        context.nothingChanged();
        return 'over';
      }
      const { task, question } = pending;
      if (to === question.askedBy || to === task.assignee) throw new ReceiverUnfitError(to, 'has the task, and would ask himself');
      const asked = await tx.query('select from task_consultation where task_id = $1 and asked = $2 and answered_at is null and withdrawn_at is null', [task.id, to]);
      if (asked.length > 0) throw new ReceiverUnfitError(to, 'was asked already');
      await tx.execute('update task_consultation set asked = $2, reminded_at = null where id = $1', [id, to]);
      context.audit({ subject: 'user-task', subjectId: task.id, detail: { consultation: id, old: { asked: from.login }, new: { asked: to }, reason } });
      await tools.tell(context, [to, question.askedBy], {
        title: `Xin ý kiến: ${task.name}`,
        body: `Câu hỏi chuyển sang người khác trả lời. ${reason}.`,
        instanceId: task.instanceId,
        taskId: task.id,
        event: `consultation-moved:${id}:${to}`,
      });
      return 'moved';
    },
  };
}

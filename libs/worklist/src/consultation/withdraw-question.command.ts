import type { Command } from '#runtime';
import type { HandlingTools } from '../handling/handling-tools.js';
import { nameOf } from '../handling/name-of.js';
import { lockPending } from './consultation.js';
import { ConsultationForbiddenError } from './errors.js';

export interface WithdrawQuestionInput {
  readonly consultationId: string;
  /** The caller's groups today. */
  readonly groups: readonly string[];
}

/**
 * Who asked, or who holds the task by now, wants no answer any more. Whoever was asked hears of it and reads the task and its
 * documents no longer by that.
 * @throws ConsultationNotFoundError, ConsultationForbiddenError, ConsultationClosedError, TaskForbiddenError, TaskNotOpenError,
 * InstanceSuspendedError, and what the tools throw
 */
export function withdrawQuestion(tools: HandlingTools): Command<WithdrawQuestionInput, void> {
  return {
    name: 'worklist.withdraw-question',
    request: ({ consultationId }) => ({ consultationId }),
    async run(context, { consultationId: id, groups }) {
      const { tx, caller, now } = context;
      const { task, question } = await lockPending(context, tools, id, { login: caller.actor, groups });
      if (![question.askedBy, task.assignee].includes(caller.actor)) {
        throw new ConsultationForbiddenError(id, 'was asked by somebody else, so it is not yours to withdraw');
      }
      await tx.execute('update task_consultation set withdrawn_by = $2, withdrawn_at = $3 where id = $1', [id, caller.actor, now]);
      context.audit({ subject: 'user-task', subjectId: task.id, detail: { consultation: id } });
      await tools.tell(context, [question.asked], {
        title: `Không cần cho ý kiến nữa: ${task.name}`,
        body: `${await nameOf(tx, caller.actor)} đã rút lại câu hỏi.`,
        instanceId: task.instanceId,
        taskId: task.id,
        event: `consultation-withdrawn:${id}`,
      });
    },
  };
}

import type { Command } from '#runtime';
import type { HandlingTools } from '../handling/handling-tools.js';
import { nameOf } from '../handling/name-of.js';
import { lockPending } from './consultation.js';
import { ConsultationForbiddenError } from './errors.js';

export interface GiveOpinionInput {
  readonly consultationId: string;
  /** The caller's groups today. */
  readonly groups: readonly string[];
  readonly answer: string;
}

/**
 * Whoever was asked answers, once, while the task is open. Who asked hears of it, and who holds the task now. Gives the task.
 * @throws ConsultationNotFoundError, ConsultationForbiddenError, ConsultationClosedError, TaskForbiddenError, TaskNotOpenError,
 * InstanceSuspendedError, and what the tools throw
 */
export function giveOpinion(tools: HandlingTools): Command<GiveOpinionInput, { taskId: string }> {
  return {
    name: 'worklist.give-opinion',
    request: ({ groups: _groups, ...sent }) => sent,
    async run(context, { consultationId: id, groups, answer }) {
      const { tx, caller, now } = context;
      const { task, question } = await lockPending(context, tools, id, { login: caller.actor, groups });
      if (question.asked !== caller.actor) throw new ConsultationForbiddenError(id, 'does not ask you');
      await tx.execute('update task_consultation set answer = $2, answered_at = $3 where id = $1', [id, answer, now]);
      context.audit({ subject: 'user-task', subjectId: task.id, detail: { consultation: id } });
      const concerned = new Set([question.askedBy, task.assignee ?? question.askedBy]);
      concerned.delete(caller.actor);
      await tools.tell(context, [...concerned], {
        title: `Đã có ý kiến: ${task.name}`,
        body: `${await nameOf(tx, caller.actor)} trả lời: ${answer}`,
        instanceId: task.instanceId,
        taskId: task.id,
        event: `consultation-answered:${id}`,
      });
      return { taskId: task.id };
    },
  };
}

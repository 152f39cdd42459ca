import type { CommandContext, JobContext, JobHandler } from '#runtime';
import { subjectIn } from './case-variables.js';
import { EscalationGroupMissingError } from './errors.js';

/** Tells the members of a group, inside the caller's transaction; the app hands in the one of `notifications`. */
export type NotifyGroup = (context: CommandContext, group: string, notice: EscalationNotice) => Promise<unknown>;

export interface EscalationNotice {
  readonly kind: 'escalation';
  readonly title: string;
  readonly body: string;
  readonly instanceId: string;
  readonly taskId: string;
  /** The same for every repetition of the same escalation. */
  readonly event: string;
}

/**
 * Topic `worklist.escalate`: every open task of the instance climbs to the group in the variable `escalateTo`, whose
 * members see it from then on and are told; whose it is does not change. A task that has climbed there before stays as
 * it is.
 *
 * @throws EscalationGroupMissingError when the model does not say to whom: an operator sees a failed job.
 */
export function escalateHandler(notifyGroup: NotifyGroup): JobHandler {
  return {
    topic: 'worklist.escalate',
    async handle(job) {
      const { escalateTo } = job.variables;
      if (typeof escalateTo !== 'string' || escalateTo === '') throw new EscalationGroupMissingError(job.elementId);
      return { commit: (context) => escalate(context, job, escalateTo, notifyGroup) };
    },
  };
}

async function escalate(
  context: CommandContext,
  job: JobContext,
  group: string,
  notifyGroup: NotifyGroup,
): Promise<void> {
  const tasks = await context.tx.query<{ id: string; name: string; escalatedTo: string[] }>(
    `update user_task set escalated_to = escalated_to || $2::text
     where instance_id = $1 and status = 'open' and not escalated_to @> array[$2::text]
     returning id, name, escalated_to as "escalatedTo"`,
    [job.instanceId, group],
  );
  if (tasks.length === 0) {
    context.log.info({ code: 'worklist.nothing-to-escalate', instanceId: job.instanceId, jobId: job.jobId, group });
  }
  for (const task of tasks) {
    context.audit({
      subject: 'user-task',
      subjectId: task.id,
      detail: { old: { escalatedTo: task.escalatedTo.slice(0, -1) }, new: { escalatedTo: task.escalatedTo } },
    });
    await notifyGroup(context, group, escalationNotice(job, task));
  }
}

function escalationNotice(job: JobContext, task: { id: string; name: string }): EscalationNotice {
  const subject = subjectIn(job.variables);
  const about = subject === null ? '' : ` của văn bản “${subject}”`;
  return {
    kind: 'escalation',
    title: `Quá hạn: ${task.name}`,
    body: `Công việc “${task.name}”${about} đã quá hạn và được chuyển lên để chỉ đạo, xử lý.`,
    instanceId: job.instanceId,
    taskId: task.id,
    event: `escalate:${job.jobId}:${task.id}`,
  };
}

import type { CommandContext, JobContext, JobHandler } from '#runtime';
import { subjectIn } from './case-variables.js';
import { EscalationGroupMissingError } from './errors.js';
import { type EscalatedTask, escalateTasks } from './escalate-tasks.js';

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
 * Topic `worklist.escalate`: every open task of the instance, and of what it has called, climbs to the group in the
 * variable `escalateTo`, whose members see it from then on and are told; whose it is does not change, unless the variable `escalateOffers` is
 * true: then they may do it as those who had it. A task that has climbed there before stays as it is.
 *
 * @throws EscalationGroupMissingError when the model does not say to whom: an operator sees a failed job.
 */
export function escalateHandler(notifyGroup: NotifyGroup): JobHandler {
  return {
    topic: 'worklist.escalate',
    async handle(job) {
      const { escalateTo, escalateOffers } = job.variables;
      if (typeof escalateTo !== 'string' || escalateTo === '') throw new EscalationGroupMissingError(job.elementId);
      return { commit: (context) => escalate(context, job, { group: escalateTo, offered: escalateOffers === true }, notifyGroup) };
    },
  };
}

async function escalate(
  context: CommandContext,
  job: JobContext,
  { group, offered }: { readonly group: string; readonly offered: boolean },
  notifyGroup: NotifyGroup,
): Promise<void> {
  const open = await context.tx.query<{ id: string }>(
    `with recursive part as (
       select $1::uuid as id
       union all select called.id from part join process_instance called on called.parent_instance_id = part.id)
     select t.id from part join user_task t on t.instance_id = part.id where t.status = 'open'`,
    [job.instanceId],
  );
  const tasks = await escalateTasks(context, open.map(({ id }) => id), group, { offered });
  if (tasks.length === 0) {
    context.log.info({ code: 'worklist.nothing-to-escalate', instanceId: job.instanceId, jobId: job.jobId, group });
  }
  for (const task of tasks) await notifyGroup(context, group, escalationNotice(job, task));
}

function escalationNotice(job: JobContext, task: EscalatedTask): EscalationNotice {
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

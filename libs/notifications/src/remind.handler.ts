import type { CommandContext, JobContext, JobHandler } from '#runtime';
import { DateTime } from 'luxon';
import { type MembersOf, membersToday } from './notify-group.js';
import { type Notice, notifyPeople } from './notify-people.command.js';

interface OpenTask {
  readonly id: string;
  readonly name: string;
  readonly assignee: string | null;
  readonly candidateUsers: readonly string[];
  readonly candidateGroups: readonly string[];
  readonly dueAt: string | null;
}

/**
 * Topic `notifications.remind`: whoever holds an open task of the instance, or of what it has called, or where nobody does
 * all to whom it is offered, hears that the deadline comes. Reads the variables `subject` and `dueAt`, and does without them where they
 * are missing or odd: a reminder must never harm its case.
 */
export function remindHandler(membersOf: MembersOf): JobHandler {
  return {
    topic: 'notifications.remind',
    handle: async (job) => ({ commit: (context) => remind(context, job, membersOf) }),
  };
}

async function remind(context: CommandContext, job: JobContext, membersOf: MembersOf): Promise<void> {
  const tasks = await context.tx.query<OpenTask>(
    `with recursive part as (
       select $1::uuid as id
       union all select called.id from part join process_instance called on called.parent_instance_id = part.id)
     select t.id, t.name, t.assignee, t.candidate_users as "candidateUsers", t.candidate_groups as "candidateGroups",
            t.due_at as "dueAt"
     from part join user_task t on t.instance_id = part.id where t.status = 'open' order by t.created_at, t.activity_key`,
    [job.instanceId],
  );
  if (tasks.length === 0) {
    context.log.info({ code: 'notifications.nothing-to-remind', instanceId: job.instanceId, jobId: job.jobId });
  }
  for (const task of tasks) {
    const logins = await responsibleFor(context, task, membersOf);
    if (logins.length === 0) {
      context.log.warn({ code: 'notifications.nobody-to-remind', taskId: task.id, jobId: job.jobId });
    }
    await context.run(notifyPeople, { logins, notice: reminder(context, job, task) });
  }
}

async function responsibleFor(context: CommandContext, task: OpenTask, membersOf: MembersOf): Promise<string[]> {
  if (task.assignee !== null) return [task.assignee];
  const people = [...task.candidateUsers];
  for (const group of task.candidateGroups) people.push(...(await membersToday(context, group, membersOf)));
  return people;
}

function reminder(context: CommandContext, job: JobContext, task: OpenTask): Notice {
  const { subject, dueAt } = job.variables;
  const about = typeof subject === 'string' && subject !== '' ? `Văn bản “${subject}”` : 'Công việc này';
  const due = officeTime(dueAt, context.zone) ?? officeTime(task.dueAt, context.zone);
  return {
    kind: 'reminder',
    title: `Sắp đến hạn: ${task.name}`,
    body: due === undefined ? `${about} sắp đến hạn.` : `${about} đến hạn lúc ${due}.`,
    instanceId: job.instanceId,
    taskId: task.id,
    event: `remind:${job.jobId}:${task.id}`,
  };
}

/** An ISO 8601 instant as office people write it, `16:30 21/11/2025`; undefined for anything else. */
function officeTime(value: unknown, zone: string): string | undefined {
  const instant = DateTime.fromISO(typeof value === 'string' ? value : '', { zone });
  return instant.isValid ? instant.toFormat('HH:mm dd/MM/yyyy') : undefined;
}

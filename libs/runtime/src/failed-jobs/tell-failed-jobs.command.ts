import type { Command, CommandContext } from '../executor/command.js';
import type { Announce } from '../executor/tell.js';

export interface TellFailedJobsInput {
  readonly tell: Announce;
  /** Groups of those who deal with failed jobs. */
  readonly groups: readonly string[];
}

interface UntoldJob {
  readonly id: string;
  /** Empty where it is of no process. */
  readonly processKey: string;
  readonly processName: string | null;
  /** Empty where it is of no element. */
  readonly elementId: string;
  readonly instanceId: string | null;
  readonly businessKey: string | null;
  readonly code: string | null;
}

/**
 * Tells operators of the jobs that stand as failed and of which they have not heard since: one notice for a step of a process within an hour,
 * as a system that is down stops hundreds of cases there. What fails meanwhile is told with the next one, unless it was dealt with.
 * A notice names case, step and code: messages of errors and variables may hold content that operators are not to read.
 * Gives the number of jobs told.
 */
export const tellFailedJobs: Command<TellFailedJobsInput, number> = {
  name: 'runtime.tell-failed-jobs',
  async run(context, { tell, groups }) {
    const steps = new Map<string, UntoldJob[]>();
    for (const job of await lockUntold(context)) {
      const step = JSON.stringify([job.processKey, job.elementId]);
      steps.set(step, [...(steps.get(step) ?? []), job]);
    }
    let told = 0;
    for (const jobs of steps.values()) {
      if (!(await isDue(context, jobs[0]!))) continue;
      await context.tx.query('update job set failure_told_at = $2 where id = any($1::uuid[])', [jobs.map(({ id }) => id), context.now]);
      await tell(context, { people: [], groups }, noticeOf(jobs, context.now));
      const { id, processKey, elementId } = jobs[0]!;
      context.audit({ subject: 'job', subjectId: id, detail: { event: 'failure-told', processKey, elementId, jobs: jobs.length } });
      told += jobs.length;
    }
    if (told === 0) context.nothingChanged();
    return told;
  },
};

/** Those that somebody deals with just now are left to the next look. */
function lockUntold({ tx }: CommandContext): Promise<UntoldJob[]> {
  return tx.query<UntoldJob>(
    `select j.id, coalesce(d.key, '') as "processKey", d.name as "processName", coalesce(j.element_id, '') as "elementId",
       j.instance_id as "instanceId", i.business_key as "businessKey", j.error ->> 'code' as code
     from job j left join process_instance i on i.id = j.instance_id
       left join process_definition d on d.id = coalesce(j.definition_id, i.definition_id)
     where j.status = 'failed' and j.failure_told_at is null order by j.id for update of j skip locked`,
  );
}

/** Two workers that look at once count one notice: the later finds the row of the earlier. */
async function isDue({ tx, now }: CommandContext, { processKey, elementId }: UntoldJob): Promise<boolean> {
  const noted = await tx.query(
    `insert into failed_job_notice as told (process_key, element_id, told_at) values ($1, $2, $3)
     on conflict (process_key, element_id) do update set told_at = excluded.told_at where told.told_at <= excluded.told_at - interval '1 hour'
     returning told_at`,
    [processKey, elementId, now],
  );
  return noted.length > 0;
}

function noticeOf(jobs: readonly UntoldJob[], now: string) {
  const { id, processKey, processName, elementId, instanceId, businessKey, code } = jobs[0]!;
  const process = processName ?? (processKey === '' ? 'thông điệp từ bên ngoài' : processKey);
  const step = elementId === '' ? '' : `, bước ${elementId}`;
  const whose = instanceId === null ? '' : ` Hồ sơ ${businessKey ?? instanceId}.`;
  const error = code === null ? '' : ` Mã lỗi: ${code}.`;
  const others = jobs.length === 1 ? '' : ` Còn ${jobs.length - 1} việc khác dừng ở cùng bước.`;
  return {
    title: `Việc tự động đã dừng: ${process}${step}`,
    body: `Hệ thống đã thử hết số lần và chờ người vận hành.${whose}${error}${others} Xem và xử lý: congvan jobs show ${id} (GET /api/v1/jobs/${id}).`,
    ...(instanceId !== null && { instanceId }),
    event: `job-failed:${id}:${now}`,
  };
}

import { type Database, isUnavailability } from '#database';
import { setTimeout as pause } from 'node:timers/promises';
import { completeExternalTask } from '../external-tasks/complete-external-task.command.js';
import { endExternalTaskWithBpmnError } from '../external-tasks/end-external-task-with-bpmn-error.command.js';
import type { JobFailure } from '../jobs/job-failure.js';
import { settleJob } from '../jobs/settle-job.command.js';
import { resolveJob } from './resolve-job.command.js';
import type { RetriedJob } from './retry-job.command.js';

/** What came of a job that an operator has retried. */
export interface AttemptedAgain extends Omit<RetriedJob, 'outcome'> {
  /**
   * Beside those of {@link RetriedJob}, where `retried` now says that no worker has taken it yet. `running`: a worker is at
   * it. `succeeded`: it is done. `retrying`: it failed again, and is attempted once more at `dueAt`. `failed`: it failed
   * again, and has no attempt left.
   */
  readonly outcome: RetriedJob['outcome'] | 'running' | 'succeeded' | 'retrying' | 'failed';
  /** Why it failed again. */
  readonly error: JobFailure | null;
  readonly dueAt: string | null;
}

/** A worker takes a job within milliseconds, so most outcomes are there when one looks for the second time. */
const LOOK_EVERY_MS = 100;

/**
 * Waits up to so many seconds, of real time, until something has come of every job: the worker may be another process, so
 * it is the database that is asked. Where that does not answer, what was known last stands: the jobs are retried all the same.
 */
export async function awaitAttempts(
  database: Database,
  retried: readonly RetriedJob[],
  seconds: number,
): Promise<AttemptedAgain[]> {
  const until = performance.now() + seconds * 1_000;
  let jobs = retried.map((job): AttemptedAgain => ({ ...job, error: null, dueAt: null }));
  for (;;) {
    const left = until - performance.now();
    if (left <= 0 || !jobs.some(isOpen)) return jobs;
    await pause(Math.min(LOOK_EVERY_MS, left));
    try {
      jobs = await lookAt(database, jobs);
    } catch (error) {
      if (!isUnavailability(error)) throw error;
    }
  }
}

function isOpen({ outcome }: AttemptedAgain): boolean {
  return outcome === 'retried' || outcome === 'running';
}

async function lookAt(database: Database, jobs: readonly AttemptedAgain[]): Promise<AttemptedAgain[]> {
  const open = jobs.filter(isOpen);
  const found = await database.query<Pick<AttemptedAgain, 'jobId' | 'outcome' | 'error' | 'dueAt'>>(
    `select id as "jobId", error, case when error is not null and status = 'ready' then due_at end as "dueAt",
       case when status = 'failed' then 'failed' when status = 'suspended' then 'held' when error is not null then 'retrying'
         when lease_until > business_now() then 'running' when due_at > business_now() then 'succeeded'
         else 'retried' end as outcome
     from job where id = any($1::uuid[])`,
    [open.map(({ jobId }) => jobId)],
  );
  const standing = new Map(found.map((job) => [job.jobId, job]));
  const gone = open.filter(({ jobId }) => !standing.has(jobId));
  const withdrawn = await withoutSettlement(database, gone);
  return jobs.map((job) => {
    if (!isOpen(job)) return job;
    return { ...job, ...(standing.get(job.jobId) ?? { outcome: withdrawn.has(job.jobId) ? 'withdrawn' : 'succeeded' }) };
  });
}

/** Of jobs that are gone, those of an instance in whose trail no settlement of them stands: their activity was cancelled. */
async function withoutSettlement(database: Database, gone: readonly AttemptedAgain[]): Promise<ReadonlySet<string>> {
  if (gone.length === 0) return new Set();
  const rows = await database.query<{ jobId: string }>(
    `select g."jobId" from jsonb_to_recordset($1) as g("jobId" text, "instanceId" text)
     where g."instanceId" is not null and not exists (
       select 1 from audit_entry a where a.subject = 'process-instance' and a.subject_id = g."instanceId"
         and a.action = any($2) and a.detail ->> 'jobId' = g."jobId")`,
    [JSON.stringify(gone), SETTLING],
  );
  return new Set(rows.map(({ jobId }) => jobId));
}

/** Commands that settle a job of an instance, as the trail names them. */
const SETTLING = [settleJob, completeExternalTask, endExternalTaskWithBpmnError, resolveJob].map(({ name }) => name);

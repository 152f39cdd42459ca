import type { Caller } from '#audit';
import type { Page } from '#foundation';
import type { OperatorTools } from '../live-change/operator-tools.js';
import { type AttemptedAgain, awaitAttempts } from './await-attempts.js';
import { changeFailedJobs, type FailedJobSelection, type RefusedJob } from './change-failed-jobs.js';
import { type RetriedJob, retryJob, type RetryJobInput } from './retry-job.command.js';

export interface RetryHow extends Omit<RetryJobInput, 'jobId'> {
  /** Seconds to wait for what comes of it; absent: none. */
  readonly wait?: number;
}

/** Retries one job, and tells what came of it. @param retry with what the office knows of single jobs @throws what `retryJob` throws */
export async function retryFailedJob(
  { executor, database }: OperatorTools,
  jobId: string,
  { wait = 0, ...how }: RetryHow,
  caller: Caller,
  retry: typeof retryJob = retryJob,
): Promise<AttemptedAgain> {
  const retried = await executor.execute(retry, { jobId, ...how }, caller);
  const [outcome] = await awaitAttempts(database, [retried], wait);
  return outcome!;
}

/** Retries many jobs, and tells what came of each; the wait is for all of them together. @see changeFailedJobs */
export async function retryFailedJobs(
  tools: OperatorTools,
  selection: FailedJobSelection,
  { wait = 0, ...how }: RetryHow,
  caller: Caller,
  retry: typeof retryJob = retryJob,
): Promise<Page<AttemptedAgain | RefusedJob>> {
  const { items, next } = await changeFailedJobs(tools, selection, retry, how, caller);
  const retried = await awaitAttempts(tools.database, items.filter(isRetried), wait);
  const outcomes = new Map(retried.map((item) => [item.jobId, item]));
  return { items: items.map((item) => (isRetried(item) ? outcomes.get(item.jobId)! : item)), next };
}

function isRetried(item: RetriedJob | RefusedJob): item is RetriedJob {
  return item.outcome !== 'refused' && item.outcome !== 'unknown';
}

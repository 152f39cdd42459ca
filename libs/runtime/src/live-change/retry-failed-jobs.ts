import type { Caller } from '#audit';
import type { Finding, Page } from '#foundation';
import { JobNotFailedError, JobNotFoundError } from '../errors.js';
import { retryJob } from '../jobs/retry-job.command.js';
import { type FailedJobFilter, listFailedJobs } from '../queries/failed-jobs.query.js';
import type { OperatorTools } from './suspend-definition.js';

export interface RetryFailedJobsInput extends FailedJobFilter {
  /** These alone, whatever the filter and the page; absent: the failed jobs that the filter names. */
  readonly ids?: readonly string[];
  /** Jobs in one part of the work; `after` goes on where the last part has ended. */
  readonly limit: number;
  readonly after?: string;
}

/** What came of one job. */
export interface JobRetry {
  readonly jobId: string;
  /** `refused`: it is done, or not failed, by now. */
  readonly outcome: 'retried' | 'refused';
  readonly findings: readonly Finding[];
}

/**
 * Gives many failed jobs new attempts, oldest first, each in a transaction of its own, so that one that somebody else
 * has retried meanwhile keeps none of the others back. A job that fails again is not met again by `after`.
 */
export async function retryFailedJobs(
  { executor, database }: OperatorTools,
  { ids, ...filter }: RetryFailedJobsInput,
  caller: Caller,
): Promise<Page<JobRetry>> {
  const page = ids === undefined ? await listFailedJobs(database, filter) : { items: ids.map((id) => ({ id })), next: null };
  const items: JobRetry[] = [];
  for (const { id: jobId } of page.items) {
    try {
      await executor.execute(retryJob, { jobId }, caller);
      items.push({ jobId, outcome: 'retried', findings: [] });
    } catch (error) {
      if (!(error instanceof JobNotFoundError || error instanceof JobNotFailedError)) throw error;
      items.push({ jobId, outcome: 'refused', findings: [{ where: jobId, code: error.code, what: error.message }] });
    }
  }
  return { items, next: page.next };
}

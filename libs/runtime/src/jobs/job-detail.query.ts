import type { Database } from '#database';
import { type EngineState, variablesOf } from '#engine';
import type { RetryCycle } from '#expressions';
import type { JsonObject } from '#foundation';
import type { JobFailure } from './job-failure.js';
import { DEFAULT_RETRY_CYCLE, parseRetryCycle } from './retry-cycle-of-job.js';
import { JobNotFoundError } from '../failed-jobs/errors.js';
import { type FailedJobRow, JOB_ROW, JOB_SOURCE } from '../failed-jobs/failed-jobs.query.js';

/** All that tells why a job stands where it stands. */
export interface JobDetail extends Omit<FailedJobRow, 'error'> {
  /** The last failure; null: it has not failed. */
  readonly error: JobFailure | null;
  /** The last ten at most, oldest first, those before an operator retried it included. */
  readonly failures: readonly JobFailure[];
  /** Attempts in all before it stands as failed. */
  readonly mostAttempts: number;
  /** Retry cycle of its element; null: that of the office. */
  readonly retryCycle: string | null;
  /** Until when a worker has it, as far as is known now; null: none has. */
  readonly leasedUntil: string | null;
  /** All that its element sees, innermost scope first; of a job that no open thing waits for, what it carries. */
  readonly variables: JsonObject;
}

type Row = Omit<JobDetail, 'variables' | 'mostAttempts'> & {
  readonly activityKey: number | null;
  readonly state: EngineState | null;
  readonly payload: { readonly variables?: JsonObject } | null;
};

/** One job, failed or not. @param officeCycle for jobs whose element says nothing @throws JobNotFoundError */
export async function getJob(
  database: Database,
  id: string,
  officeCycle: RetryCycle = DEFAULT_RETRY_CYCLE,
): Promise<JobDetail> {
  const [row] = await database.query<Row>(
    `select ${JOB_ROW}, j.failures, j.retries as "retryCycle", j.activity_key as "activityKey", j.payload,
       case when j.lease_until > business_now() then j.lease_until end as "leasedUntil",
       case when j.activity_key is not null then i.state end as state
     from ${JOB_SOURCE} where j.id = $1`,
    [id],
  );
  if (row === undefined) throw new JobNotFoundError(id);
  const { activityKey, state, payload, ...job } = row;
  const seen = state !== null && activityKey !== null ? variablesOf(state, activityKey) : payload?.variables;
  return { ...job, mostAttempts: parseRetryCycle(row.retryCycle, officeCycle).attempts, variables: seen ?? {} };
}

import type { Database } from '#database';
import { isFreeForExternalWorker, isFreeForWorker } from './free-jobs.js';
import type { JobKind } from './job-kind.js';

/** How many jobs of one kind stand still. `failed`: out of attempts, for an operator; `due`: now, and in nobody's hands. */
export interface StandingJobs {
  readonly kind: JobKind;
  readonly state: 'failed' | 'due';
  readonly count: number;
}

/** Each part reads one partial index of `job`: a million timers that wait for their time cost nothing. */
export function countStandingJobs(database: Database): Promise<StandingJobs[]> {
  return database.query<StandingJobs>(
    `select kind, 'failed' as state, count(*) from job where status = 'failed' group by kind
     union all
     select kind, 'due', count(*) from job j where ${isFreeForWorker('j', 'business_now()')} group by kind
     union all
     select kind, 'due', count(*) from job j join process_instance i on i.id = j.instance_id
     where ${isFreeForExternalWorker('j', 'i', 'business_now()')} group by kind`,
  );
}

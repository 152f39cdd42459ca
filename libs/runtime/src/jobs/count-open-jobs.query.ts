import type { Database } from '#database';
import type { JobKind } from './schedule-jobs.js';

/** How many jobs of one kind stand still. `failed`: out of attempts, for an operator; `due`: now, and in nobody's hands. */
export interface StandingJobs {
  readonly kind: JobKind;
  readonly state: 'failed' | 'due';
  readonly count: number;
}

const IN_NO_HANDS = `due_at <= business_now() and (lease_until is null or lease_until <= business_now())`;

/** Each part reads one partial index of `job`: a million timers that wait for their time cost nothing. */
export function countStandingJobs(database: Database): Promise<StandingJobs[]> {
  return database.query<StandingJobs>(
    `select kind, 'failed' as state, count(*) from job where status = 'failed' group by kind
     union all
     select kind, 'due', count(*) from job where status = 'ready' and kind <> 'external' and ${IN_NO_HANDS} group by kind
     union all
     select kind, 'due', count(*) from job where status = 'ready' and kind = 'external' and ${IN_NO_HANDS} group by kind`,
  );
}

import type { Lane } from '#queue';
import type { Command } from '../executor/command.js';
import { isFreeForWorker } from '../jobs/free-jobs.js';
import { IN_WORK_LANE } from './lane.js';

/** What is due in one lane and in nobody's hands. */
export interface UntakenJobs {
  /** Handed to the queue at least {@link SETTLED_AFTER} ago, so that the queue must hold them if it has lost nothing. */
  readonly handedOver: number;
  /** Whether one of them has been due as long. */
  readonly overdue: boolean;
}

/** A delivery may be on its way to the queue, or to the lease, for about as long. */
const SETTLED_AFTER = '1 second';

/** What the queue should hold by now, to be compared with what it says. `at`: the instant before which that was handed over. */
export const countUntakenJobs: Command<void, { readonly at: string; readonly lanes: Readonly<Record<Lane, UntakenJobs>> }> = {
  name: 'runtime.count-untaken-jobs',
  audited: false,

  async run(context) {
    const rows = await context.tx.query<UntakenJobs & { readonly at: string; readonly lane: Lane }>(
      `with settled as materialized (select $1::timestamptz - interval '${SETTLED_AFTER}' as at),
         untaken as (select ${IN_WORK_LANE} as work, j.due_at, j.delivered_at from job j where ${isFreeForWorker('j', '$1')})
       select settled.at, lane.name as lane, count(*) filter (where u.delivered_at <= settled.at) as "handedOver",
         coalesce(bool_or(u.due_at <= settled.at), false) as overdue
       from settled cross join (values ('steps', false), ('work', true)) as lane(name, work)
         left join untaken u on u.work = lane.work
       group by settled.at, lane.name`,
      [context.now],
    );
    const [first] = rows;
    const of = (lane: Lane) => rows.find((row) => row.lane === lane) ?? { handedOver: 0, overdue: false };
    return { at: first?.at ?? context.now, lanes: { steps: of('steps'), work: of('work') } };
  },
};

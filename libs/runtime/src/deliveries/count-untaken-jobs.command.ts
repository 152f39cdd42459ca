import { type Lane, LANES } from '#queue';
import type { Command } from '../executor/command.js';
import { isFreeForWorker } from '../jobs/free-jobs.js';
import { IN_LANE } from './lane.js';

/** What is due in one lane and in nobody's hands. */
export interface UntakenJobs {
  /**
   * Handed to the queue at least {@link SETTLED_AFTER} ago, so that the queue must hold them if it has lost nothing.
   * Counted no further than was asked for.
   */
  readonly handedOver: number;
  /** Whether one of them has been due as long. */
  readonly overdue: boolean;
}

export interface CountUntakenJobsInput {
  /** How far to count. */
  readonly atMost: Readonly<Record<Lane, number>>;
}

/** A delivery may be on its way to the queue, or to the lease, for about as long. */
const SETTLED_AFTER = '1 second';

/** What the queue should hold by now, to be compared with what it says. `at`: the instant before which that was handed over. */
export const countUntakenJobs: Command<
  CountUntakenJobsInput,
  { readonly at: string; readonly lanes: Readonly<Record<Lane, UntakenJobs>> }
> = {
  name: 'runtime.count-untaken-jobs',
  audited: false,

  async run(context, { atMost }) {
    const rows = await context.tx.query<UntakenJobs & { readonly at: string; readonly lane: Lane }>(
      LANES.map((lane, index) => countLane(lane, `$${index + 2}`)).join(' union all '),
      [context.now, ...LANES.map((lane) => atMost[lane])],
    );
    const of = (lane: Lane) => rows.find((row) => row.lane === lane) ?? { handedOver: 0, overdue: false };
    return { at: rows[0]?.at ?? context.now, lanes: { steps: of('steps'), work: of('work') } };
  },
};

/**
 * Both parts read the index of the lane in its order and end with the first rows that decide. Not `exists`: Postgres
 * forgets the order there, and may read the table.
 */
function countLane(lane: Lane, atMost: string): string {
  const untaken = `from job j where ${isFreeForWorker('j', '$1')} and ${IN_LANE[lane]}`;
  return `select '${lane}' as lane, settled.at,
      (select count(*) from (select ${untaken} and j.delivered_at <= settled.at order by j.due_at limit ${atMost}) counted)
        as "handedOver",
      coalesce((select true ${untaken} and j.due_at <= settled.at order by j.due_at limit 1), false) as overdue
    from (select $1::timestamptz - interval '${SETTLED_AFTER}' as at) as settled`;
}

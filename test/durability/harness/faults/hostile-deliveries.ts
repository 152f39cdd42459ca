import type { Delivery } from '#queue';
import { LANES } from '#queue';
import type { DurabilityHarness } from '../durability-harness.js';
import type { Fault } from './fault.js';

/**
 * Deliveries that nobody should get: of jobs that run just now, are not due, have failed or were done long ago; twice,
 * in any order, late. A delivery decides nothing, so none of this may be seen.
 */
export const hostileDeliveries: Fault = {
  name: 'deliveries repeated, out of order and of yesterday',
  run: async (harness) => {
    for (let times = 0; times < 5; times++) {
      const jobIds = await knownJobs(harness);
      const deliveries = jobIds.flatMap((jobId): Delivery[] => {
        const lane = LANES[Math.floor(harness.chance() * LANES.length)]!;
        const delayMs = harness.chance() < 0.5 ? 0 : Math.floor(harness.chance() * 2000);
        const sequence = Math.floor(harness.chance() * 20);
        return [
          { jobId, lane, delayMs, sequence },
          { jobId, lane, delayMs: 0, sequence: sequence + 20 },
        ];
      });
      await harness.withQueue((queue) => queue.publish(deliveries));
      await harness.let(500);
    }
  },
};

/** Jobs in somebody's hands, others of every kind, and some that are done, in any order. */
async function knownJobs({ servers }: DurabilityHarness): Promise<string[]> {
  const { rows } = await servers.postgres.connected((client) =>
    client.query<{ id: string }>(`
      select id from (
        (select id from job where lease_owner is not null)
        union
        (select id from job order by random() limit 150)
        union all
        (select job_id from witness.committed order by random() limit 150)) known
      order by random()`),
  );
  return rows.map(({ id }) => id);
}

import { BpmnError, type JobContext, type JobHandler, type JobResult } from '#runtime';
import type pg from 'pg';
import { setTimeout as pause } from 'node:timers/promises';

/** One job in so many takes longer than its lease, which then has to be extended. */
const SLOW_ONE_IN = 20;

/** The services of the load. `outside` is the connection to the outside world: it knows nothing of our transactions. */
export function loadHandlers(outside: pg.Pool, leaseSeconds: number): JobHandler[] {
  const perform = async (job: JobContext): Promise<JobResult> => {
    const work = [job.jobId, job.instanceId, job.elementId];
    const { rows } = await outside.query<{ holder: string }>(
      `insert into witness.effect as e (job_id, instance_id, element_id) values ($1, $2, $3)
       on conflict (job_id) do update set calls = e.calls + 1
       returning (select lease_owner from job where id = $1) as holder`,
      work,
    );
    const isSlow = Number.parseInt(job.jobId.slice(-4), 16) % SLOW_ONE_IN === 0;
    await pause(isSlow ? leaseSeconds * 1500 : 2, undefined, { signal: job.signal });
    return {
      commit: async ({ tx }) => {
        await tx.execute(
          `insert into witness.committed (job_id, instance_id, element_id, begun_by, settled_by)
           select $1, $2, $3, $4, lease_owner from job where id = $1`,
          [...work, rows[0]?.holder ?? null],
        );
      },
    };
  };
  return [
    { topic: 'work', handle: perform },
    {
      topic: 'unsteady',
      handle: async (job) => {
        if (job.attempt <= Number(job.variables['failures'])) throw new Error('The service is out of order.');
        return perform(job);
      },
    },
    {
      topic: 'judge',
      handle: async (job) => {
        if (job.variables['refuse'] === true) throw new BpmnError('REFUSED', 'No.');
        return perform(job);
      },
    },
    {
      topic: 'poison',
      handle: async () => {
        throw new Error('This can never be done.');
      },
    },
  ];
}

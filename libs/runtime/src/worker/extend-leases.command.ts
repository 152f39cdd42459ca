import type { Command } from '../executor/command.js';

/** A job that a worker holds, and the name under which it holds it: another one for each lease. */
export interface Lease {
  readonly jobId: string;
  readonly owner: string;
}

export interface ExtendLeasesInput {
  readonly leases: readonly Lease[];
  readonly leaseSeconds: number;
}

/**
 * What became of a lease. `busy`: another transaction has the row of the job, so nobody can say yet, and nobody else can
 * take the job either.
 */
export type LeaseState = 'extended' | 'busy' | 'lost';

interface LeaseRow {
  readonly owner: string;
  readonly state: LeaseState;
}

/** Keeps the leases of a worker alive while its jobs run. Waits for no row, for the others would wait with it. */
export const extendLeases: Command<ExtendLeasesInput, ReadonlyMap<string, LeaseState>, LeaseRow> = {
  name: 'runtime.extend-leases',
  audited: false,
  single: true,

  opening: ({ leases, leaseSeconds }) => ({
    sql: `with lease as (select * from unnest($1::uuid[], $2::text[]) as l(job_id, owner)),
          free as (
            select j.id from job j join lease l on j.id = l.job_id and j.lease_owner = l.owner
            for no key update of j skip locked),
          extended as (
            update job j set lease_until = business_now() + make_interval(secs => $3) from free where j.id = free.id
            returning j.id)
          select l.owner, case when e.id is not null then 'extended' when j.id is not null then 'busy' else 'lost' end as state
          from lease l left join extended e on e.id = l.job_id
            left join job j on j.id = l.job_id and j.lease_owner = l.owner`,
    parameters: [leases.map(({ jobId }) => jobId), leases.map(({ owner }) => owner), leaseSeconds],
  }),

  run: (_context, _input, rows) => Promise.resolve(new Map(rows.map(({ owner, state }) => [owner, state]))),
};

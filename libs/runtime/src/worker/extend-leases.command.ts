import type { Command } from '../executor/command.js';

export interface ExtendLeasesInput {
  readonly owner: string;
  readonly jobIds: readonly string[];
  readonly leaseSeconds: number;
}

/** Keeps the leases of a worker alive while its handlers run. Gives the ids of the jobs that are still in its hands. */
export const extendLeases: Command<ExtendLeasesInput, ReadonlySet<string>, { readonly id: string }> = {
  name: 'runtime.extend-leases',
  audited: false,
  single: true,

  opening: ({ owner, jobIds, leaseSeconds }) => ({
    sql: `update job set lease_until = business_now() + make_interval(secs => $3)
          where id = any($2::uuid[]) and lease_owner = $1
          returning id`,
    parameters: [owner, jobIds, leaseSeconds],
  }),

  run: (_context, _input, held) => Promise.resolve(new Set(held.map(({ id }) => id))),
};

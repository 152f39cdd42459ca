import pg from 'pg';

/** How often somebody waits for Postgres while `work` runs: statements that are on their way at once are one round trip. */
export async function roundTripsOf(work: () => Promise<unknown>): Promise<number> {
  const original = pg.Client.prototype.query as (...args: unknown[]) => unknown;
  let trips = 0;
  let underWay = 0;
  pg.Client.prototype.query = function (this: pg.Client, ...args: unknown[]) {
    if (underWay++ === 0) trips++;
    const answer = original.apply(this, args);
    void Promise.allSettled([answer]).then(() => underWay--);
    return answer;
  } as typeof pg.Client.prototype.query;
  try {
    await work();
  } finally {
    pg.Client.prototype.query = original as typeof pg.Client.prototype.query;
  }
  return trips;
}

import { setTimeout as pause } from 'node:timers/promises';
import { type BenchOptions, type Figures, percentile, rounded } from './bench.js';
import { openLoop } from './load/clients.js';
import { cloneId, cloneInstances } from './load/clone-instances.js';
import { waitUntil } from './models.js';
import { forkWorker } from './runtime/fork-worker.js';
import { type BenchRuntime, openRuntime } from './runtime/open-runtime.js';
import { withServers } from './servers.js';

const PENDING = 100_000;
const BURST = 10_000;
/** Timers that fall due each second while the others wait: some waited with them, some are armed just before. */
const WAITED_PER_SECOND = 50;
const ARMED_PER_SECOND = 20;
/** A tenth waits for P30D, a tenth for P1Y; the rest is spread over a quarter of a year. */
const SPREAD = `business_now() + case n % 10 when 0 then interval 'P30D' when 1 then interval 'P1Y'
  else interval '1 hour' + interval '90 days' * random() end`;

const nobody = { begun: () => {}, ended: () => {} };

/**
 * Timers that fall due while 100,000 others wait, then 10,000 of one instant. Lag: from the instant a timer is due to the
 * transaction that fires it, on the clock of the database. The worker is a process of its own, whose resident memory is
 * taken under the same load without and with the timers that wait.
 */
export function timersBench({ seconds, say }: BenchOptions): Promise<Figures> {
  const window = Math.max(20, 2 * seconds);
  return withServers(async ({ createDatabase, redisUrl }) => {
    const databaseUrl = await createDatabase('timers');
    const runtime = await openRuntime({ databaseUrl, redisUrl });
    const worker = await forkWorker({ databaseUrl, redisUrl }, nobody);
    try {
      await runtime.deploy(waitUntil);
      await runtime.database.query('create table falling_due (instance_id uuid primary key, due_at timestamptz not null)');
      const original = await runtime.start('wait-until', { due: '2100-01-01T00:00:00Z' });

      await armTimers(runtime, window / 2);
      await allFired(runtime);
      const rssBefore = await worker.rssMib();

      const from = performance.now();
      await cloneInstances(runtime.database, { instanceId: original, count: PENDING, firstNumber: 1, dueAt: SPREAD });
      say(`${PENDING} timers wait, made in ${rounded((performance.now() - from) / 1000)} s`);
      const waited = WAITED_PER_SECOND * window;
      await fallDue(runtime, original, PENDING + 1, waited, `interval '5 s' + interval '1 s' * ${window} * n / ${waited}`);
      await pause(5000);
      await armTimers(runtime, window);
      await allFired(runtime);
      const lags = await lagsMs(runtime);
      const rssAfter = await worker.rssMib();
      say(`${lags.length} timers fired, longest lag ${rounded(Math.max(...lags))} ms; worker ${rounded(rssAfter)} MiB`);

      await fallDue(runtime, original, PENDING + 1 + waited, BURST, `interval '10 s'`);
      await allFired(runtime);
      const burst = Math.max(...(await lagsMs(runtime)));
      return {
        timer_lag_p50_ms: rounded(percentile(lags, 50)),
        timer_lag_p99_ms: rounded(percentile(lags, 99)),
        timer_burst_per_second: rounded((BURST * 1000) / burst),
        rss_growth_mib_100k_timers: rounded(rssAfter - rssBefore),
      };
    } finally {
      await worker.stop();
      await runtime.close();
    }
  });
}

/** Lets timers be armed for two to four seconds later, by the runtime itself. */
async function armTimers(runtime: BenchRuntime, seconds: number): Promise<void> {
  await openLoop(ARMED_PER_SECOND, seconds, async () => {
    const due = new Date(Date.now() + 2000 + 2000 * Math.random()).toISOString();
    const instanceId = await runtime.start('wait-until', { due });
    await runtime.database.query('insert into falling_due values ($1, $2)', [instanceId, due]);
  });
}

/** Adds timers that fall due so long from now, as SQL for number `n`; only they are looked at from then on. */
async function fallDue(
  { database }: BenchRuntime,
  instanceId: string,
  firstNumber: number,
  count: number,
  after: string,
): Promise<void> {
  await database.query('truncate falling_due');
  await cloneInstances(database, { instanceId, count, firstNumber, dueAt: `business_now() + ${after}` });
  await database.query(
    `insert into falling_due select instance_id, due_at from job
     where kind = 'timer' and instance_id between ${cloneId(String(firstNumber))} and ${cloneId(String(firstNumber + count - 1))}`,
  );
}

async function allFired({ database }: BenchRuntime): Promise<void> {
  for (let left = 1; left > 0; await pause(200)) {
    const [row] = await database.query<{ left: number }>(
      `select count(*) as left from falling_due d join process_instance i on i.id = d.instance_id where i.status = 'active'`,
    );
    left = row?.left ?? 0;
  }
}

async function lagsMs({ database }: BenchRuntime): Promise<number[]> {
  const rows = await database.query<{ ms: number }>(
    `select extract(epoch from i.ended_at - d.due_at)::float8 * 1000 as ms
     from falling_due d join process_instance i on i.id = d.instance_id`,
  );
  return rows.map(({ ms }) => ms);
}

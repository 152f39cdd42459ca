import { setTimeout as pause } from 'node:timers/promises';
import { type BenchOptions, type Figures, median, rounded } from './bench.js';
import { closedLoop, openLoop } from './load/clients.js';
import { Ends } from './load/ends.js';
import { caseVariables, serviceChain, slowTask } from './models.js';
import { type ForkedWorker, forkWorker, type WorkerSetup } from './runtime/fork-worker.js';
import { type BenchRuntime, openRuntime } from './runtime/open-runtime.js';
import { type Servers, withServers } from './servers.js';

const TASKS = 3;
const MEASURE_SECONDS = 5;
const FLOOD = 200;

interface Soak {
  readonly servers: Servers;
  readonly runtime: BenchRuntime;
  readonly setup: WorkerSetup;
  start(): Promise<string>;
  /** Resolves when one of the workers that live begins the slow task of an instance. */
  slowBegun(instanceId: string): Promise<void>;
}

/**
 * Half of what two workers can do, minute after minute. In the middle of every odd minute Redis is emptied, of every even
 * one a third worker is killed while it holds jobs. Caught up: every instance that was on its way then has ended. An
 * orphan is taken again when its handler begins in another process.
 */
export function soakBench({ minutes, say }: BenchOptions): Promise<Figures> {
  return withServers(async (servers) => {
    const setup = { databaseUrl: await servers.createDatabase('soak'), redisUrl: servers.redisUrl };
    const ends = new Ends();
    let measuring = true;
    const awaited = new Map<string, () => void>();
    const observer = {
      begun: (instanceId: string) => awaited.get(instanceId)?.(),
      ended: (instanceId: string) => measuring && ends.tell(instanceId),
    };
    const runtime = await openRuntime(setup);
    const workers = [await forkWorker(setup, observer), await forkWorker(setup, observer)];
    const slowBegun = (instanceId: string) => new Promise<void>((resolve) => awaited.set(instanceId, resolve));
    const start = () => runtime.start(`chain-${TASKS}`, caseVariables);
    const soak: Soak = { servers, runtime, setup, start, slowBegun };
    try {
      await runtime.deploy(serviceChain(TASKS), slowTask);
      const rate = (await closedLoop(8, MEASURE_SECONDS, async () => ends.of(await start()))) / 2;
      measuring = false;
      const load = openLoop(rate, minutes * 60, async () => void (await start()));
      load.catch(() => undefined); // awaited below, after the last minute
      const [rates, memory, caughtUp, takenAgain]: [number[], number[], number[], number[]] = [[], [], [], []];
      for (let minute = 1; minute <= minutes; minute++) {
        const next = pause(60_000);
        await pause(30_000);
        if (minute % 2 === 1) caughtUp.push(await secondsToCatchUp(soak));
        else takenAgain.push(await secondsToTakeAgain(soak));
        await next;
        rates.push((await endedInLastMinute(runtime)) / 60);
        memory.push(await residentMib(workers));
        say(`minute ${minute}: ${rounded(rates.at(-1) ?? 0)} instances/s, workers ${rounded(memory.at(-1) ?? 0)} MiB`);
      }
      await load;
      const leftOver = await secondsUntilNoneIsLeft(runtime);
      return {
        soak_offered_instances_per_second: rounded(rate),
        soak_ended_instances_per_second: rounded(median(rates)),
        soak_rss_growth_mib: rounded((memory.at(-1) ?? 0) - (memory[0] ?? 0)),
        redis_flush_caught_up_seconds: rounded(Math.max(...caughtUp)),
        ...(takenAgain.length > 0 && { orphan_taken_again_seconds: rounded(Math.max(...takenAgain)) }),
        seconds_until_none_is_left: rounded(leftOver),
      };
    } finally {
      for (const worker of workers) await worker.stop();
      await runtime.close();
    }
  });
}

/** With a flood on top of the load, so that there is something to lose. */
async function secondsToCatchUp({ servers, runtime, start }: Soak): Promise<number> {
  await Promise.all(Array.from({ length: FLOOD }, start));
  const from = performance.now();
  await servers.flushRedis();
  const rows = await runtime.database.query<{ id: string }>(`select id from process_instance where status = 'active'`);
  await ended(runtime, rows.map(({ id }) => id));
  return (performance.now() - from) / 1000;
}

/** The worker that is killed takes jobs beside the others; the first slow one that it begins is the orphan. */
async function secondsToTakeAgain({ runtime, setup, slowBegun }: Soak): Promise<number> {
  const slow = new Set<string>();
  let orphaned = (_instanceId: string): void => {};
  const orphan = new Promise<string>((resolve) => (orphaned = resolve));
  const doomed = await forkWorker(setup, { begun: (id) => slow.has(id) && orphaned(id), ended: () => {} });
  let taken: string | undefined;
  void orphan.then((instanceId) => (taken = instanceId));
  for (; taken === undefined; await pause(100)) slow.add(await runtime.start('slow', {}));
  const again = slowBegun(taken);
  const from = performance.now();
  await doomed.kill();
  await again;
  return (performance.now() - from) / 1000;
}

async function ended({ database }: BenchRuntime, ids: readonly string[]): Promise<void> {
  for (let left = 1; left > 0; await pause(50)) {
    const [row] = await database.query<{ left: number }>(
      `select count(*) as left from process_instance where id = any($1::uuid[]) and status = 'active'`,
      [ids],
    );
    left = row?.left ?? 0;
  }
}

async function secondsUntilNoneIsLeft({ database }: BenchRuntime): Promise<number> {
  const from = performance.now();
  for (let left = 1; left > 0; await pause(100)) {
    const [row] = await database.query<{ left: number }>(`select count(*) as left from process_instance where status = 'active'`);
    left = row?.left ?? 0;
  }
  return (performance.now() - from) / 1000;
}

async function endedInLastMinute({ database }: BenchRuntime): Promise<number> {
  const [row] = await database.query<{ ended: number }>(
    `select count(*) as ended from process_instance where ended_at > business_now() - interval '1 minute'`,
  );
  return row?.ended ?? 0;
}

async function residentMib(workers: readonly ForkedWorker[]): Promise<number> {
  const each = await Promise.all(workers.map((worker) => worker.rssMib()));
  return each.reduce((sum, mib) => sum + mib, 0);
}

import { newId } from '#foundation';
import { type BenchOptions, type Figures, percentile, rounded } from './bench.js';
import { closedLoop, openLoop } from './load/clients.js';
import { Ends } from './load/ends.js';
import { Pickups } from './load/pickups.js';
import { caseVariables, serviceChain } from './models.js';
import { forkWorker } from './runtime/fork-worker.js';
import { type BenchRuntime, openRuntime } from './runtime/open-runtime.js';
import { type Servers, withServers } from './servers.js';

const CLIENTS = 8;
/** Slow enough that each start finds everything at rest. */
const IDLE_PER_SECOND = 40;

/**
 * From the commit that makes a job to the begin of its handler, in milliseconds. `queued`: the worker is another process,
 * so the job goes over the queue. `at_hand`: it is this process, which takes what it makes. `bare`: the queue alone from
 * one process to the other, without a job in the database; what BullMQ takes for itself. Idle, and at half of the rate
 * that eight clients reach who wait for each instance.
 */
export function pickupBench({ seconds, say }: BenchOptions): Promise<Figures> {
  return withServers(async (servers) => {
    const figures: Record<string, number> = {};
    for (const backend of ['redis', 'postgres'] as const) {
      const add = (name: string, pickups: Pickups) => {
        const { milliseconds } = pickups;
        say(`${backend}${name}: ${milliseconds.length} jobs, longest ${rounded(Math.max(...milliseconds))} ms`);
        figures[`${backend}${name}_pickup_p50_ms`] = rounded(percentile(milliseconds, 50));
        figures[`${backend}${name}_pickup_p99_ms`] = rounded(percentile(milliseconds, 99));
      };
      for (const apart of [true, false]) {
        const { idle, halfLoad, rate } = await pickupsOf(servers, backend, apart, seconds);
        const prefix = apart ? '' : '_at_hand';
        add(prefix, idle);
        add(`${prefix}_half_load`, halfLoad);
        figures[`${backend}${prefix}_half_load_instances_per_second`] = rounded(rate);
      }
      add('_bare', await barePickups(servers, backend, seconds));
      const ours = figures[`${backend}_pickup_p50_ms`] ?? Number.NaN;
      figures[`${backend}_ratio_to_bare`] = rounded(ours / (figures[`${backend}_bare_pickup_p50_ms`] ?? Number.NaN));
    }
    return figures;
  });
}

async function pickupsOf(servers: Servers, backend: 'redis' | 'postgres', apart: boolean, seconds: number) {
  const databaseUrl = await servers.createDatabase(`pickup_${backend}${apart ? '' : '_at_hand'}`);
  const setup = { databaseUrl, ...(backend === 'redis' && { redisUrl: servers.redisUrl }) };
  const ends = new Ends();
  let pickups = new Pickups();
  const observer = {
    begun: (instanceId: string, at: bigint) => pickups.begun(instanceId, at),
    ended: (instanceId: string) => ends.tell(instanceId),
  };
  const runtime = await openRuntime({ ...setup, ...(apart ? {} : { observer }) });
  const worker = apart ? await forkWorker(setup, observer) : undefined;
  const start = (runtime: BenchRuntime) =>
    runtime.start('chain-1', caseVariables, (instanceId) => pickups.made(instanceId, process.hrtime.bigint()));
  const measure = async (perSecond: number): Promise<Pickups> => {
    pickups = new Pickups();
    await openLoop(perSecond, seconds, async () => ends.of(await start(runtime)));
    return pickups;
  };
  try {
    await runtime.deploy(serviceChain(1));
    const rate = (await closedLoop(CLIENTS, seconds / 2, async () => ends.of(await start(runtime)))) / 2;
    const idle = await measure(IDLE_PER_SECOND);
    return { rate, idle, halfLoad: await measure(rate) };
  } finally {
    await worker?.stop();
    await runtime.close();
    await servers.flushRedis();
  }
}

/** Deliveries that stand for no job, from this process to one that only notes them. */
async function barePickups(servers: Servers, backend: 'redis' | 'postgres', seconds: number): Promise<Pickups> {
  const databaseUrl = await servers.createDatabase(`pickup_${backend}_bare`);
  const setup = { databaseUrl, ...(backend === 'redis' && { redisUrl: servers.redisUrl }) };
  const pickups = new Pickups();
  const producer = await openRuntime(setup);
  const consumer = await forkWorker({ ...setup, bare: true }, { begun: (id, at) => pickups.begun(id, at), ended: () => {} });
  try {
    await openLoop(IDLE_PER_SECOND, seconds, async () => {
      const jobId = newId();
      pickups.made(jobId, process.hrtime.bigint());
      await producer.queue.publish([{ jobId, sequence: 1, delayMs: 0, lane: 'work' }]);
    });
    await pickups.complete();
    return pickups;
  } finally {
    await consumer.stop();
    await producer.close();
    await servers.flushRedis();
  }
}

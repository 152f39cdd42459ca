import { type BenchOptions, type Figures, median, rounded } from './bench.js';
import { cloneInstances } from './load/clone-instances.js';
import { closedLoop } from './load/clients.js';
import { Ends } from './load/ends.js';
import { caseVariables, serviceChain } from './models.js';
import { countRows, differencesBetween, rowsPerStep } from './pgbench/count-rows.js';
import { INSTANCES_PER_CLIENT, oneStatement, separateStatements } from './pgbench/durable-step.js';
import { runPgbench } from './pgbench/run-pgbench.js';
import type { Observer } from './runtime/bench-handlers.js';
import { forkWorker } from './runtime/fork-worker.js';
import { openRuntime } from './runtime/open-runtime.js';
import { type Servers, withServers } from './servers.js';

const CLIENTS = 8;
const CHAIN = 10;

/**
 * Durable steps against what pgbench gets out of the same server with the same rows. Each of eight clients starts an
 * instance, waits for its end and starts the next. The figures with `two_processes` have the worker in a process of its
 * own; the others have it beside the clients, as `npm start` has.
 */
export function durableBench({ seconds, rounds, say }: BenchOptions): Promise<Figures> {
  return withServers(async (servers) => {
    const yardstick = await prepareYardstick(servers, say);
    const kinds: Readonly<Record<string, () => Promise<Sample>>> = {
      pgbench: () => yardstick(separateStatements, seconds),
      'pgbench in one statement': () => yardstick(oneStatement, seconds),
      'one task': () => instances(servers, 1, seconds),
      chain: () => instances(servers, CHAIN, seconds),
      'one task, two processes': () => instances(servers, 1, seconds, { apart: true }),
      'chain, two processes': () => instances(servers, CHAIN, seconds, { apart: true }),
    };
    const samples: Record<string, Sample[]> = {};
    for (let round = 1; round <= rounds; round++) {
      for (const [kind, measure] of Object.entries(kinds)) {
        await servers.administer('checkpoint');
        const sample = await measure();
        (samples[kind] ??= []).push(sample);
        const { stepsPerSecond, postgresMicros, nodeMicros } = sample;
        const cpu = `${rounded(postgresMicros)} µs of Postgres${nodeMicros === 0 ? '' : ` and ${rounded(nodeMicros)} µs of Node`}`;
        say(`round ${round}, ${kind}: ${rounded(stepsPerSecond)} steps/s, each ${cpu}`);
      }
    }
    const of = (kind: string, field: keyof Sample = 'stepsPerSecond') => median(samples[kind]?.map((each) => each[field]) ?? []);
    const tasks = (kind: string) => (of(kind) * CHAIN) / (CHAIN + 1);
    return {
      one_task_instances_per_second: rounded(of('one task') / 2),
      chain_tasks_per_second: rounded(tasks('chain')),
      two_processes_one_task_instances_per_second: rounded(of('one task, two processes') / 2),
      two_processes_chain_tasks_per_second: rounded(tasks('chain, two processes')),
      pgbench_steps_per_second: rounded(of('pgbench')),
      pgbench_one_statement_steps_per_second: rounded(of('pgbench in one statement')),
      ratio_to_pgbench: rounded(of('chain') / of('pgbench')),
      ratio_to_pgbench_one_statement: rounded(of('chain') / of('pgbench in one statement')),
      one_task_ratio_to_pgbench: rounded(of('one task') / of('pgbench')),
      two_processes_ratio_to_pgbench: rounded(of('chain, two processes') / of('pgbench')),
      chain_step_node_cpu_us: rounded(of('chain', 'nodeMicros')),
      chain_step_postgres_cpu_us: rounded(of('chain', 'postgresMicros')),
      pgbench_step_postgres_cpu_us: rounded(of('pgbench', 'postgresMicros')),
    };
  });
}

/** A start is a step, and so is the end of each task; the CPU time is that of one step. */
interface Sample {
  readonly stepsPerSecond: number;
  readonly postgresMicros: number;
  /** Of this process, clients included; 0 for pgbench. */
  readonly nodeMicros: number;
}

let databases = 0;

/** Instances one after the other, in a database of their own. */
async function instances(
  servers: Servers,
  tasks: number,
  seconds: number,
  { apart = false } = {},
): Promise<Sample> {
  const { redisUrl } = servers;
  const databaseUrl = await servers.createDatabase(`durable_${++databases}`);
  const ends = new Ends();
  const observer: Observer = { begun: () => {}, ended: (instanceId) => ends.tell(instanceId) };
  const runtime = await openRuntime({ databaseUrl, redisUrl, ...(apart ? {} : { observer }) });
  const worker = apart ? await forkWorker({ databaseUrl, redisUrl }, observer) : undefined;
  try {
    await runtime.deploy(serviceChain(tasks));
    const begun = meter(servers);
    const rate = await closedLoop(CLIENTS, seconds, async () => ends.of(await runtime.start(`chain-${tasks}`, caseVariables)));
    return { stepsPerSecond: rate * (tasks + 1), ...begun(ends.count * (tasks + 1)) };
  } finally {
    await worker?.stop();
    await runtime.close();
    await servers.flushRedis();
  }
}

/** Begins to measure CPU time; gives it for each of so many steps. */
function meter({ postgresCpuSeconds }: Servers): (steps: number) => Pick<Sample, 'nodeMicros' | 'postgresMicros'> {
  const [postgres, node] = [postgresCpuSeconds(), process.cpuUsage()];
  return (steps) => {
    const { user, system } = process.cpuUsage(node);
    return { nodeMicros: (user + system) / steps, postgresMicros: ((postgresCpuSeconds() - postgres) * 1e6) / steps };
  };
}

/**
 * A database with instances that stand in the middle of a chain, for pgbench to move; gives the rate of a script. Says
 * where the rows of the script are not those of ours.
 */
async function prepareYardstick(servers: Servers, say: (line: string) => void) {
  const ours = await rowsOfMiddleStep(servers);
  say(`a durable step: ${[...ours].map(([name, count]) => `${count} ${name}`).join(', ')}`);
  const url = await servers.createDatabase('pgbench');
  const runtime = await openRuntime({ databaseUrl: url, redisUrl: servers.redisUrl });
  await runtime.deploy(serviceChain(CHAIN));
  const instanceId = await runtime.start(`chain-${CHAIN}`, caseVariables);
  await cloneInstances(runtime.database, { instanceId, count: CLIENTS * INSTANCES_PER_CLIENT, firstNumber: 0 });
  const [row] = await runtime.database.query<{ state: object }>('select state from process_instance where id = $1', [instanceId]);
  await runtime.close();
  await servers.flushRedis();
  const detail = JSON.stringify({ jobId: instanceId, outcome: 'done' });
  const values = { state: JSON.stringify(row?.state), detail, actor: `worker-${instanceId}`, element: 'Task_5', topic: 'bench' };

  const rate = async (script: string, seconds: number): Promise<Sample> => {
    const begun = meter(servers);
    const stepsPerSecond = await runPgbench({ url, script, values, seconds, clients: CLIENTS });
    return { stepsPerSecond, ...begun(stepsPerSecond * seconds), nodeMicros: 0 };
  };
  for (const script of [separateStatements, oneStatement]) {
    const before = await countRows(url);
    await rate(script, 1);
    const written = rowsPerStep(before, await countRows(url), 1);
    const theirs = rowsPerStep(new Map(), written, written.get('audit_entry inserted') ?? 1);
    for (const difference of differencesBetween(ours, theirs)) say(`NOT THE SAME ROWS, ${difference}`);
  }
  return rate;
}

/** Rows that one more task in a chain costs: an instance of 20 tasks has ten middle steps more than one of 10. */
async function rowsOfMiddleStep(servers: Servers) {
  const databaseUrl = await servers.createDatabase('rows');
  const { redisUrl } = servers;
  const lengths = [CHAIN, 2 * CHAIN];
  const deploying = await openRuntime({ databaseUrl, redisUrl });
  await deploying.deploy(...lengths.map(serviceChain));
  await deploying.close();
  const counts = [];
  for (const tasks of lengths) {
    const ends = new Ends();
    const observer: Observer = { begun: () => {}, ended: (instanceId) => ends.tell(instanceId) };
    const runtime = await openRuntime({ databaseUrl, redisUrl, observer });
    const before = await countRows(databaseUrl);
    await ends.of(await runtime.start(`chain-${tasks}`, caseVariables));
    await runtime.close();
    counts.push(rowsPerStep(before, await countRows(databaseUrl), 1));
  }
  const [short = new Map<string, number>(), long = new Map<string, number>()] = counts;
  return rowsPerStep(short, long, CHAIN);
}

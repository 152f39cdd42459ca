import { setTimeout as pause } from 'node:timers/promises';
import { newId } from '#foundation';
import { connectQueue, type DeliveryQueue } from '#queue';
import { deployProcesses, type JobHandler, JobHandlerRegistry, JobWorker, startInstance } from '#runtime';
import { bpmn, sequence } from '../support/bpmn-text.js';
import { createTestDatabase, type TestDatabase, testLogger } from '../support/database.js';
import { eventually } from '../support/eventually.js';
import { createTestExecutor, type TestExecutor } from '../support/executor.js';

const STEPS = ['one', 'two', 'three'];
const COUNTING = STEPS.map((id) => `<serviceTask id="${id}" camunda:type="external" camunda:topic="count"/>`).join('');
const THREE_STEPS = bpmn('three-steps', sequence(COUNTING, ...STEPS));

export interface QueueServers {
  readonly redisUrl?: string;
  /** Where the worker finds its queue, if that is elsewhere: a line that the test can cut. */
  readonly workerRedisUrl?: string;
  readonly workerDatabaseUrl?: (databaseUrl: string) => Promise<string>;
}

/**
 * A worker that finds its work over the queue alone, since the cases are started by somebody else: three service tasks
 * each, every one counted in the transaction that settles it.
 */
export class QueueWithWorker {
  private constructor(
    readonly test: TestDatabase,
    private readonly queues: readonly DeliveryQueue[],
    private readonly starter: TestExecutor,
    private readonly runtime: TestExecutor,
    readonly worker: JobWorker,
  ) {}

  static async open(servers: QueueServers, sweepIntervalMs = 1_000, handleMs = 0): Promise<QueueWithWorker> {
    const test = await createTestDatabase();
    await test.database.query('create table step_done (id bigint generated always as identity)');
    const { redisUrl, workerRedisUrl = redisUrl, workerDatabaseUrl = (url: string) => Promise.resolve(url) } = servers;
    const setup = { databaseUrl: test.url, logger: testLogger, prefix: newId() };
    const queue = await connectQueue({ ...setup, redisUrl });
    const workerQueue = await connectQueue({
      ...setup,
      redisUrl: workerRedisUrl,
      databaseUrl: await workerDatabaseUrl(test.url),
    });
    const handlers = [counting(handleMs)];
    const starter = createTestExecutor(test.database, { handlers, queue });
    const resources = [{ name: 'three-steps.bpmn', content: Buffer.from(THREE_STEPS) }];
    await starter.executor.execute(deployProcesses, { resources }, starter.as('namcn'));
    const runtime = createTestExecutor(test.database, { handlers, queue: workerQueue });
    const worker = new JobWorker({
      executor: runtime.executor,
      handlers: new JobHandlerRegistry(handlers),
      queue: workerQueue,
      logger: testLogger,
      leaseSeconds: 4,
      concurrency: 4,
      sweepIntervalMs,
    });
    return new QueueWithWorker(test, [queue, workerQueue], starter, runtime, worker);
  }

  async startCases(count: number): Promise<void> {
    for (let n = 0; n < count; n++) {
      await this.starter.executor.execute(startInstance, { key: 'three-steps', variables: {} }, this.starter.as('vanthu'));
    }
  }

  async allCompleted(): Promise<void> {
    await eventually(async () => {
      const [row] = await this.test.database.query<{ open: number }>(
        `select count(*) as open from process_instance where status = 'active'`,
      );
      return row!.open === 0;
    });
  }

  async stepsDone(): Promise<number> {
    const [row] = await this.test.database.query<{ steps: number }>('select count(*) as steps from step_done');
    return row!.steps;
  }

  /** How often the worker has replaced a consumer that took nothing, as the metrics count it. */
  async consumersRebuilt(): Promise<number> {
    const { values } = await this.runtime.executor.metrics.rebuiltConsumers.get();
    return values.reduce((sum, { value }) => sum + value, 0);
  }

  async close(): Promise<void> {
    await this.worker.stop();
    for (const queue of this.queues) await queue.close();
    await this.test.close();
  }
}

const counting = (handleMs: number): JobHandler => ({
  topic: 'count',
  handle: async () => {
    await pause(handleMs);
    return { commit: async (context) => void (await context.tx.execute('insert into step_done default values')) };
  },
});

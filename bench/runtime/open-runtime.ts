import { Database } from '#database';
import type { OfficeCalendar } from '#engine';
import { createLogger, newId, type JsonObject } from '#foundation';
import { connectQueue, type DeliveryQueue } from '#queue';
import {
  CommandExecutor,
  DefinitionStore,
  deployProcesses,
  JobHandlerRegistry,
  JobWorker,
  startInstance,
} from '#runtime';
import { benchHandlers, type Observer } from './bench-handlers.js';

export interface RuntimeOptions {
  readonly databaseUrl: string;
  /** Without it deliveries travel through Postgres. */
  readonly redisUrl?: string;
  /** Told what the handlers see; without it no worker runs here. */
  readonly observer?: Observer;
  /** Absent: models cannot ask for working time. */
  readonly calendar?: OfficeCalendar;
}

/** Database, queue, executor and, if wanted, worker in this process, with the settings that an office has by default. */
export interface BenchRuntime {
  readonly database: Database;
  readonly queue: DeliveryQueue;
  readonly executor: CommandExecutor;
  deploy(...bpmn: string[]): Promise<void>;
  /** Starts the latest version; gives the instance id, and tells it in the moment of the commit. */
  start(key: string, variables: JsonObject, committed?: (instanceId: string) => void): Promise<string>;
  close(): Promise<void>;
}

const CALLER = { actor: 'bench', requestId: 'bench' };

export async function openRuntime({ databaseUrl, redisUrl, observer, calendar }: RuntimeOptions): Promise<BenchRuntime> {
  const logger = createLogger({ name: 'bench', level: process.env['LOG_LEVEL'] ?? 'error' });
  const database = await Database.connect({ url: databaseUrl, poolSize: 10, logger });
  await database.migrate();
  const queue = await connectQueue({ databaseUrl, redisUrl, logger });
  const handlers = new JobHandlerRegistry(benchHandlers(observer));
  const executor = new CommandExecutor({
    database,
    queue,
    handlers,
    logger,
    definitions: new DefinitionStore(),
    unknownOwners: () => Promise.resolve({ users: [], groups: [] }),
    zone: 'Asia/Ho_Chi_Minh',
    calendar,
  });
  const worker =
    observer &&
    new JobWorker({ executor, handlers, queue, logger, leaseSeconds: 4, concurrency: 8, sweepIntervalMs: 1000 });
  await worker?.start();
  return {
    database,
    queue,
    executor,
    deploy: async (...bpmn) => {
      const resources = bpmn.map((text, i) => ({ name: `bench-${i}.bpmn`, content: Buffer.from(text) }));
      await executor.execute(deployProcesses, { resources }, CALLER);
    },
    start: async (key, variables, committed) => {
      const caller = { ...CALLER, requestId: newId() };
      const command = committed === undefined ? startInstance : telling(committed);
      return (await executor.execute(command, { key, variables }, caller)).instanceId;
    },
    close: async () => {
      await worker?.stop();
      await queue.close();
      await database.close();
    },
  };
}

function telling(committed: (instanceId: string) => void): typeof startInstance {
  return {
    ...startInstance,
    run: async (context, input, opened) => {
      const result = await startInstance.run(context, input, opened);
      context.tx.afterCommit(() => committed(result.instanceId));
      return result;
    },
  };
}

import { Database } from '#database';
import { createLogger, type Logger, newId } from '#foundation';
import { connectQueue, type DeliveryQueue } from '#queue';
import { CommandExecutor, DefinitionStore, deployProcesses, JobHandlerRegistry, JobWorker } from '#runtime';
import pg from 'pg';
import { models } from '../models/index.js';
import { loadHandlers } from './handlers.js';
import type { MemberOptions } from './member-options.js';

/** The parts of the runtime in one process, without the office around them. */
export interface Runtime {
  readonly executor: CommandExecutor;
  readonly database: Database;
  /** Connections that have nothing to do with ours. */
  readonly outside: pg.Pool;
  readonly logger: Logger;
  /** Takes nothing new, finishes what runs, then closes the queue and last the database. */
  close(): Promise<void>;
}

const DEFAULT_LEASE_SECONDS = 4;
/** What runs longer at shutdown is told to leave off, as in apps/worker. */
const DRAIN_MS = 5_000;

/** @throws DatabaseUnavailableError, QueueUnavailableError, UnsafeRedisError */
export async function openRuntime(options: MemberOptions): Promise<Runtime> {
  const { databaseUrl, redisUrl, poolSize, queuePrefix: prefix, worker: workerOptions } = options;
  const logger = createLogger({ name: options.name, level: options.logLevel });
  const database = await Database.connect({ url: databaseUrl, poolSize, logger });
  const queue = await connectQueue({ redisUrl, databaseUrl, logger, prefix }).catch(async (error: unknown) => {
    await database.close();
    throw error;
  });
  const outside = new pg.Pool({ connectionString: databaseUrl, max: 2 });
  // As in libs/database: without it a connection that is cut in its first moment would end the process.
  outside.on('connect', (client) => client.on('error', () => {}));
  outside.on('error', (error) => logger.info({ code: 'durability.outside-lost', error: error.message }));
  const handlers = new JobHandlerRegistry(loadHandlers(outside, workerOptions?.leaseSeconds ?? DEFAULT_LEASE_SECONDS));
  const executor = new CommandExecutor({
    database,
    queue,
    handlers,
    logger,
    definitions: new DefinitionStore(),
    unknownOwners: () => Promise.resolve({ users: [], groups: [] }),
    zone: 'Asia/Ho_Chi_Minh',
  });
  await deploy(executor);
  const worker = workerOptions && new JobWorker({ executor, handlers, queue, logger, ...workerOptions });
  await worker?.start();
  return { executor, database, outside, logger, close: () => closeAll(worker, queue, outside, database) };
}

/** Every member does at its start, as the programs do: what is deployed already makes no new version. */
async function deploy(executor: CommandExecutor): Promise<void> {
  const resources = models.map(({ key, bpmn }) => ({ name: `${key}.bpmn`, content: Buffer.from(bpmn) }));
  await executor.execute(deployProcesses, { resources }, { actor: 'durability', requestId: newId() });
}

async function closeAll(
  worker: JobWorker | undefined,
  queue: DeliveryQueue,
  outside: pg.Pool,
  database: Database,
): Promise<void> {
  const abort = setTimeout(() => worker?.abort(), DRAIN_MS);
  await worker?.stop();
  clearTimeout(abort);
  await queue.close();
  await outside.end();
  await database.close();
}

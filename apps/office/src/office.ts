import { Database } from '#database';
import { membersOfGroup, unknownOwners } from '#directory';
import { documentsHandlers, FileStore, keepHistoryOfDocuments } from '#documents';
import { loadJavaScript, type RetryCycle, type ScriptRunner, toRetryCycle, ValueError } from '#expressions';
import { type Clock, type Configuration, ConfigurationError, type Logger, newId, systemClock, topicsIn } from '#foundation';
import { groupNotifier, notificationsHandlers } from '#notifications';
import { connectQueue, type DeliveryQueue } from '#queue';
import {
  CommandExecutor,
  DefinitionStore,
  deployProcesses,
  type DeploymentResult,
  type JobHandler,
  JobHandlerRegistry,
  readProcessFolder,
  refuseUnservedTopics,
  rerouteTopics,
  RuntimeMetrics,
} from '#runtime';
import { worklistHandlers } from '#worklist';
import { Stopping } from './stopping/stopping.js';

const BYTES_PER_MB = 1_000_000;

export interface OfficeOptions {
  readonly configuration: Configuration;
  readonly logger: Logger;
  /** Tests pass a movable clock. */
  readonly clock?: Clock;
  /** Separates offices that share one Redis or Postgres. */
  readonly queuePrefix?: string;
  /** The end of the program that opens the office, where it has other parts to end too. */
  readonly stopping?: Stopping;
}

/**
 * The parts of one running office, put together in this one place: api, worker, command line and tests all stand on it.
 * Whoever opens an office closes it.
 */
export class Office {
  readonly definitions = new DefinitionStore();
  readonly handlers: JobHandlerRegistry;
  readonly executor: CommandExecutor;
  readonly files: FileStore;

  private constructor(
    readonly configuration: Configuration,
    readonly logger: Logger,
    readonly clock: Clock,
    readonly database: Database,
    readonly queue: DeliveryQueue,
    readonly stopping: Stopping,
    readonly metrics: RuntimeMetrics,
    retryCycle: RetryCycle,
    scripts: ScriptRunner | undefined,
  ) {
    this.handlers = new JobHandlerRegistry(jobHandlers(), topicsIn(configuration.EXTERNAL_TOPICS));
    this.files = new FileStore(configuration.FILES_DIR, configuration.UPLOAD_LIMIT_MB * BYTES_PER_MB);
    this.executor = new CommandExecutor({
      database,
      queue,
      logger,
      unknownOwners,
      keepHistory: keepHistoryOfDocuments(configuration.OFFICE_TIME_ZONE),
      definitions: this.definitions,
      handlers: this.handlers,
      zone: configuration.OFFICE_TIME_ZONE,
      messages: { timeToLive: configuration.MESSAGE_TIME_TO_LIVE, idRetention: configuration.MESSAGE_ID_RETENTION },
      retryCycle,
      idempotencyRetention: configuration.IDEMPOTENCY_RETENTION,
      metrics,
      scripts,
    });
  }

  /**
   * Connects and migrates; any number of processes may do so at once.
   * @throws ConfigurationError, DatabaseUnavailableError, QueueUnavailableError, UnsafeRedisError
   */
  static async open(options: OfficeOptions): Promise<Office> {
    const { configuration, logger, clock = systemClock, stopping = new Stopping() } = options;
    const { DATABASE_URL: url, DATABASE_POOL_SIZE: poolSize, REDIS_URL: redisUrl } = configuration;
    const retryCycle = retryCycleOf(configuration);
    const metrics = new RuntimeMetrics();
    const onRepetition = (sqlstate: string) => metrics.repetitions.inc({ sqlstate });
    const { DATABASE_WAIT_MS: waitMs, DATABASE_STATEMENT_MS: statementMs } = configuration;
    const database = await Database.connect({ url, poolSize, waitMs, statementMs, logger, clock, onRepetition });
    try {
      await database.migrate();
      const scripts = configuration.CONGVAN_SCRIPTS === 'on' ? await loadJavaScript() : undefined;
      const queue = await connectQueue({ databaseUrl: url, redisUrl, logger, prefix: options.queuePrefix });
      return new Office(configuration, logger, clock, database, queue, stopping, metrics, retryCycle, scripts);
    } catch (error) {
      await database.close();
      throw error;
    }
  }

  /**
   * Deploys the processes of a folder; what is unchanged makes no new version.
   * @param options.onlyNew for the folder of the program at start: leaves in place what people have deployed since.
   * @throws DeploymentRefusedError
   */
  async deploy(folder: string, options: { onlyNew?: boolean } = {}): Promise<DeploymentResult> {
    const resources = await readProcessFolder(folder);
    const caller = { actor: 'system:deploy', requestId: newId() };
    return this.executor.execute(deployProcesses, { resources, ...options }, caller);
  }

  /**
   * Makes sure that somebody does the work of everything that is deployed, and gives what waits to whom its topic belongs
   * by the settings of this start. @throws HandlerRegistrationError
   */
  async rerouteTopics(): Promise<void> {
    await refuseUnservedTopics(this.database, this.definitions, this.handlers);
    await this.executor.execute(rerouteTopics, undefined, { actor: 'system:start', requestId: newId() });
  }

  /** Last of all: nothing of this office may be running any more. */
  async close(): Promise<void> {
    try {
      await this.stopping.run('queue', () => this.queue.close());
    } finally {
      await this.stopping.run(
        'database',
        () => this.database.close(),
        () => [`${this.database.pooled.total - this.database.pooled.idle} connections in use`],
      );
    }
  }
}

/** @throws ConfigurationError */
function retryCycleOf({ JOB_RETRY_CYCLE }: Configuration): RetryCycle {
  try {
    return toRetryCycle(JOB_RETRY_CYCLE);
  } catch (error) {
    if (!(error instanceof ValueError)) throw error;
    const findings = [{ where: 'JOB_RETRY_CYCLE', what: error.message }];
    throw new ConfigurationError(`The environment is not right:\n  JOB_RETRY_CYCLE: ${error.message}`, { findings });
  }
}

/** The handlers of this program, one for each topic. */
export function jobHandlers(): JobHandler[] {
  const notifyGroup = groupNotifier(membersOfGroup);
  return [
    ...documentsHandlers,
    ...notificationsHandlers({ membersOf: membersOfGroup }),
    ...worklistHandlers({ notifyGroup }),
  ];
}

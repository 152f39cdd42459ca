import { Database } from '#database';
import { membersOfGroup, unknownOwners } from '#directory';
import { documentsHandlers, FileStore } from '#documents';
import { loadJavaScript, type ScriptRunner } from '#expressions';
import { type Clock, type Configuration, type Logger, newId, systemClock } from '#foundation';
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
} from '#runtime';
import { worklistHandlers } from '#worklist';

const BYTES_PER_MB = 1_000_000;

export interface OfficeOptions {
  readonly configuration: Configuration;
  readonly logger: Logger;
  /** Tests pass a movable clock. */
  readonly clock?: Clock;
  /** Separates offices that share one Redis or Postgres. */
  readonly queuePrefix?: string;
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
    scripts: ScriptRunner | undefined,
  ) {
    this.handlers = new JobHandlerRegistry(jobHandlers());
    this.files = new FileStore(configuration.FILES_DIR, configuration.UPLOAD_LIMIT_MB * BYTES_PER_MB);
    this.executor = new CommandExecutor({
      database,
      queue,
      logger,
      unknownOwners,
      definitions: this.definitions,
      handlers: this.handlers,
      zone: configuration.OFFICE_TIME_ZONE,
      messages: { timeToLive: configuration.MESSAGE_TIME_TO_LIVE, idRetention: configuration.MESSAGE_ID_RETENTION },
      scripts,
    });
  }

  /**
   * Connects and migrates; any number of processes may do so at once.
   * @throws DatabaseUnavailableError, QueueUnavailableError, UnsafeRedisError
   */
  static async open(options: OfficeOptions): Promise<Office> {
    const { configuration, logger, clock = systemClock } = options;
    const { DATABASE_URL: url, DATABASE_POOL_SIZE: poolSize, REDIS_URL: redisUrl } = configuration;
    const database = await Database.connect({ url, poolSize, logger, clock });
    try {
      await database.migrate();
      const scripts = configuration.CONGVAN_SCRIPTS === 'on' ? await loadJavaScript() : undefined;
      const queue = await connectQueue({ databaseUrl: url, redisUrl, logger, prefix: options.queuePrefix });
      return new Office(configuration, logger, clock, database, queue, scripts);
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

  /** Makes sure that this program can run everything that is deployed. @throws HandlerRegistrationError */
  async refuseUnservedTopics(): Promise<void> {
    await refuseUnservedTopics(this.database, this.definitions, this.handlers);
  }

  /** Last of all: nothing of this office may be running any more. */
  async close(): Promise<void> {
    await this.queue.close();
    await this.database.close();
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

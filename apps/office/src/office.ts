import { assignmentsHandlers } from '#assignments';
import type { Caller } from '#audit';
import { type BackupCheckTools, backupHandlers } from '#backup';
import type { CalendarBook } from '#calendar';
import { type AccountSystem, readAccountSystems } from '#connectors';
import { Database } from '#database';
import { dormantHandlers, mailboxRequestHandlers, membersOfGroup, noteMailboxUses, unknownOwners } from '#directory';
import { unknownCalendars } from '#deadlines';
import { dutiesHandlers } from '#duties';
import { beginRemoval, documentsHandlers, fileOutgoingHandler, keepHistoryOfDocuments, type Letter, type RemovalTools, spillHandlers, type TellClerks } from '#documents';
import { loadJavaScript, type RetryCycle, type ScriptRunner, toRetryCycle, ValueError } from '#expressions';
import type { FileStore } from '#files';
import { type Clock, type Configuration, ConfigurationError, type Logger, newId, systemClock, namesIn } from '#foundation';
import { accountHandlers, AccountSystems, mailboxHandlers, passwordResetHandlers } from '#identity';
import { incidentsHandlers, refuseUnknownRoute } from '#incidents';
import { Mailer, notificationsHandlers, notifyPeople } from '#notifications';
import { joiningHandlers, leavingHandlers, movingHandlers } from '#personnel';
import { connectQueue, type DeliveryQueue } from '#queue';
import type { ReminderTools } from '#reminders';
import {
  CommandExecutor,
  DefinitionStore,
  deployOwnFolder,
  deployProcesses,
  type DeploymentResult,
  type JobHandler,
  JobHandlerRegistry,
  readProcessFolder,
  refuseUnservedTopics,
  rerouteTopics,
  RuntimeMetrics,
} from '#runtime';
import { keepUncounted, type ReportService, slaHandlers } from '#sla';
import { websiteHandlers } from '#website';
import { escalateTasks, worklistHandlers } from '#worklist';
import { putOutgoingDocument } from '#work-files';
import { resolve } from 'node:path';
import { CurrentCalendars } from './calendars/current-calendars.js';
import { backupToolsOf } from './office-backups.js';
import { officeDeadlines } from './office-deadlines.js';
import { dutyTools } from './office-duties.js';
import { incidentTools } from './office-incidents.js';
import { joiningTools } from './office-joining.js';
import { personnelTools } from './office-leaving.js';
import { passwordResetTools } from './office-passwords.js';
import { websiteTools } from './office-website.js';
import { openFileStore } from './open-file-store.js';
import { Stopping } from './stopping/stopping.js';
import { notifyGroup, tellAs } from './tell.js';

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
  /** Working time of the agency and its units; it stays current. */
  readonly calendars: CalendarBook;
  /** The commands by which deadlines of cases move, and documents with them. */
  readonly deadlines = officeDeadlines;
  /** Where accounts of people and mailboxes of units stand. */
  readonly accountSystems: AccountSystems;
  private readonly currentCalendars: CurrentCalendars;

  private constructor(
    readonly configuration: Configuration,
    readonly logger: Logger,
    readonly clock: Clock,
    readonly database: Database,
    readonly files: FileStore,
    readonly queue: DeliveryQueue,
    readonly stopping: Stopping,
    readonly metrics: RuntimeMetrics,
    retryCycle: RetryCycle,
    scripts: ScriptRunner | undefined,
    private readonly mailer: Mailer | undefined,
    otherAccountSystems: ReadonlyMap<string, AccountSystem>,
  ) {
    const removal: RemovalTools = {
      begin: (input) => this.executor.execute(beginRemoval, input, { actor: 'system:gate', requestId: input.instanceId }),
      removeFile: (file) => files.remove(file),
    };
    this.handlers = new JobHandlerRegistry(jobHandlers(() => this.reports, removal, () => this.accountSystems, () => configuration.INITIAL_PASSWORD_DAYS, () => backupToolsOf(this)), namesIn(configuration.EXTERNAL_TOPICS));
    this.currentCalendars = new CurrentCalendars({ database, url: configuration.DATABASE_URL, logger });
    this.calendars = this.currentCalendars.book;
    this.executor = new CommandExecutor({
      database,
      queue,
      logger,
      unknownOwners,
      unknownCalendars,
      keepHistory: async (tx, instances) => [
        ...(await keepHistoryOfDocuments(configuration.OFFICE_TIME_ZONE)(tx, instances)),
        ...(await keepUncounted(tx, instances)),
      ],
      definitions: this.definitions,
      handlers: this.handlers,
      zone: configuration.OFFICE_TIME_ZONE,
      messages: { timeToLive: configuration.MESSAGE_TIME_TO_LIVE, idRetention: configuration.MESSAGE_ID_RETENTION },
      retryCycle,
      idempotencyRetention: configuration.IDEMPOTENCY_RETENTION,
      metrics,
      calendar: this.calendars,
      scripts,
    });
    this.accountSystems = new AccountSystems({ database, executor: this.executor, zone: configuration.OFFICE_TIME_ZONE }, otherAccountSystems);
  }

  /**
   * Connects and migrates; any number of processes may do so at once.
   * @throws ConfigurationError, DatabaseUnavailableError, QueueUnavailableError, UnsafeRedisError, StorageUnavailableError
   */
  static async open(options: OfficeOptions): Promise<Office> {
    const { configuration, logger, clock = systemClock, stopping = new Stopping() } = options;
    const { DATABASE_URL: url, DATABASE_POOL_SIZE: poolSize, REDIS_URL: redisUrl } = configuration;
    const retryCycle = retryCycleOf(configuration);
    const mailer = mailerOf(configuration);
    const { ACCOUNT_SYSTEMS_FILE: systemsFile } = configuration;
    const accountSystems = systemsFile === undefined ? new Map<string, AccountSystem>() : await readAccountSystems(systemsFile);
    const files = await openFileStore(configuration);
    const metrics = new RuntimeMetrics();
    const onRepetition = (sqlstate: string) => metrics.repetitions.inc({ sqlstate });
    const { DATABASE_WAIT_MS: waitMs, DATABASE_STATEMENT_MS: statementMs } = configuration;
    const database = await Database.connect({ url, poolSize, waitMs, statementMs, logger, clock, onRepetition });
    let queue: DeliveryQueue | undefined;
    try {
      await database.migrate();
      const scripts = configuration.CONGVAN_SCRIPTS === 'on' ? await loadJavaScript() : undefined;
      queue = await connectQueue({ databaseUrl: url, redisUrl, logger, prefix: options.queuePrefix });
      const office = new Office(configuration, logger, clock, database, files, queue, stopping, metrics, retryCycle, scripts, mailer, accountSystems);
      await office.currentCalendars.open(office.executor);
      return office;
    } catch (error) {
      await queue?.close();
      await database.close();
      throw error;
    }
  }

  /**
   * Deploys the processes of a folder; what is unchanged makes no new version.
   * @throws DeploymentRefusedError
   */
  async deploy(folder: string): Promise<DeploymentResult> {
    return this.executor.execute(deployProcesses, { resources: await readProcessFolder(folder) }, byDeployment());
  }

  /**
   * Deploys what is new in the folder of the program; what people have deployed since stays in place.
   * @throws ConfigurationError where PROCESSES_DIR is no folder; DeploymentRefusedError
   */
  async deployOwnFolder(): Promise<void> {
    const { PROCESSES_DIR: folder } = this.configuration;
    const resources = await readProcessFolder(folder).catch((cause: NodeJS.ErrnoException) => {
      if (cause.code !== 'ENOENT' && cause.code !== 'ENOTDIR') throw cause;
      const mend = 'Start the program in its own folder, or set PROCESSES_DIR.';
      throw new ConfigurationError(`PROCESSES_DIR: there is no folder ${resolve(folder)}. ${mend}`, { cause });
    });
    await this.executor.execute(deployOwnFolder, { resources }, byDeployment());
  }

  /**
   * Makes sure that somebody does the work of everything that is deployed, and gives what waits to whom its topic belongs
   * by the settings of this start. @throws HandlerRegistrationError
   */
  async rerouteTopics(): Promise<void> {
    await refuseUnservedTopics(this.database, this.definitions, this.handlers);
    await this.executor.execute(rerouteTopics, undefined, { actor: 'system:start', requestId: newId() });
  }

  /** Makes sure that what is deployed knows what the settings name. @throws ConfigurationError */
  async refuseUnknownSettings(): Promise<void> {
    await refuseUnknownRoute(this.database, this.configuration.INCIDENT_ROUTE);
  }

  /** For those who cannot wait until this program hears of a publication: {@link calendars} knows it afterwards. */
  refreshCalendars(): Promise<void> {
    return this.currentCalendars.refresh();
  }

  /** What the reports stand on, and how they reach people. */
  get reports(): ReportService {
    const { database, calendars, mailer, configuration } = this;
    return {
      database,
      calendars,
      zone: configuration.OFFICE_TIME_ZONE,
      notify: (context, logins, notice) => context.run(notifyPeople, { logins, notice }),
      sendMail: mailer && ((mail) => mailer.send(mail)),
      address: (configuration.PUBLIC_URL ?? '').replace(/\/$/, ''),
    };
  }

  /** Hands the documents of the outbox to the mail server; undefined where the office sends no mail. */
  get sendLetter(): ((letter: Letter) => Promise<void>) | undefined {
    const { mailer } = this;
    return mailer && ((letter) => mailer.send(letter));
  }

  /** Asks clerks about a file that may hold a secret. */
  get tellClerks(): TellClerks {
    return (context, { questionId, label }) =>
      notifyGroup(context, 'clerk', {
        kind: 'escalation',
        title: 'Tệp chờ xác nhận không phải văn bản mật',
        body: `Trong một tệp của ${label} có dấu hiệu của văn bản mật hoặc đơn thư. Hãy xem bản giấy và trả lời; đến lúc đó không ai khác mở được tệp.`,
        event: `gate:${questionId}`,
      });
  }

  /** Who is to be reminded of deadlines, and how: for the worker that sends the reminders. */
  get reminders(): ReminderTools {
    const { executor, calendars } = this;
    const tellPerson: ReminderTools['tellPerson'] = (context, login, notice) =>
      context.run(notifyPeople, { logins: [login], notice });
    return { executor, calendars, membersOf: membersOfGroup, escalateTasks, tellPerson };
  }

  /** Last of all: nothing of this office may be running any more. */
  async close(): Promise<void> {
    try {
      await this.stopping.run('calendars', () => this.currentCalendars.close());
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

/** Nobody's deployment: that of a program, or of its command line on the machine itself. */
function byDeployment(): Caller {
  return { actor: 'system:deploy', requestId: newId() };
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

/** @returns undefined where the office sends no mail. @throws ConfigurationError */
function mailerOf({ SMTP_URL: url, MAIL_FROM: from, MAIL_REPLY_TO: replyTo }: Configuration): Mailer | undefined {
  if (url === undefined) return undefined;
  if (from !== undefined) return new Mailer({ url, from, replyTo });
  const findings = [{ where: 'MAIL_FROM', what: 'is not set, but SMTP_URL is' }];
  throw new ConfigurationError('The environment is not right:\n  MAIL_FROM is not set, but SMTP_URL is.', { findings });
}

/**
 * The handlers of this program, one for each topic.
 * @param reports what the sending of reports needs; asked when a job runs, as `accountSystems`
 */
export function jobHandlers(reports: () => ReportService, removal: RemovalTools, accountSystems: () => AccountSystems, initialPasswordDays: () => number, backups: () => BackupCheckTools): JobHandler[] {
  return [
    ...documentsHandlers,
    fileOutgoingHandler(putOutgoingDocument),
    ...spillHandlers(removal),
    ...notificationsHandlers({ membersOf: membersOfGroup }),
    ...worklistHandlers({ notifyGroup }),
    ...slaHandlers(reports),
    ...assignmentsHandlers(tellAs('reminder')),
    ...accountHandlers(accountSystems),
    ...mailboxHandlers(accountSystems, async (context, uses, teller) => void (await context.run(noteMailboxUses, { items: [...uses], teller }))),
    ...incidentsHandlers(incidentTools),
    ...dutiesHandlers(dutyTools),
    ...mailboxRequestHandlers(tellAs('reminder')),
    ...dormantHandlers({ tell: tellAs('reminder'), otherSystems: () => accountSystems().others }),
    ...passwordResetHandlers(passwordResetTools),
    ...joiningHandlers(joiningTools, initialPasswordDays),
    ...leavingHandlers(personnelTools, () => ({ ...accountSystems().tools, systems: accountSystems().others })),
    ...movingHandlers(personnelTools, () => accountSystems().others),
    ...backupHandlers(backups),
    ...websiteHandlers(websiteTools, reports),
  ];
}

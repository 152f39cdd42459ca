import { Database } from '#database';
import { CalendarMoveUpkeep } from '#deadlines';
import { mailUpkeep, searchUpkeep } from '#documents';
import { FileStore, fileUpkeep, textUpkeep } from '#files';
import type { Configuration, Logger } from '#foundation';
import type { DeliveryQueue } from '#queue';
import { CommandExecutor, DefinitionStore, historyUpkeep, JobHandlerRegistry, JobWorker, type PeriodicUpkeep } from '#runtime';
import { rollUpUpkeep } from '#sla';
import { type BeforeApplicationShutdown, Inject, Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import { setTimeout as pause } from 'node:timers/promises';
import { CONFIGURATION, DELIVERY_QUEUE, LOGGER, Office, Readiness, Stopping, tellOfDelegation, tellOfHandover, tellOfPlan, tellOfTask, tellOfWorkFile, tellOperators } from '../../office/src/index.js';
import { archiveUpkeep } from './archive-upkeep.js';
import { consultationUpkeep } from './consultation-upkeep.js';
import { directoryUpkeep } from './directory-upkeep.js';
import { failedJobUpkeep } from './failed-job-upkeep.js';
import { gateUpkeep } from './gate-upkeep.js';
import { leftTaskUpkeep } from './left-task-upkeep.js';
import { mailboxUpkeep } from './mailbox-upkeep.js';
import { questionUpkeep } from './question-upkeep.js';
import { reminderUpkeep } from './reminder-upkeep.js';

/** From one look at what people wait for (texts of files, the gate, letters) to the next. */
const SWEEPS_BETWEEN_LOOKS = 3;

/** Part of the limit of an orderly end after which handlers that still run are told to leave off. */
const SHARE_OF_DRAIN = 0.35;
/** And the part that they then have to do so. Who does not keeps his lease till it ends; another worker takes the job. */
const SHARE_OF_LEAVING_OFF = 0.1;

/** Ties the job worker of the runtime to the life of the application. */
@Injectable()
export class WorkerService implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly worker: JobWorker;
  private readonly upkeeps: readonly (PeriodicUpkeep | CalendarMoveUpkeep)[];

  constructor(
    executor: CommandExecutor,
    handlers: JobHandlerRegistry,
    database: Database,
    definitions: DefinitionStore,
    @Inject(DELIVERY_QUEUE) queue: DeliveryQueue,
    @Inject(CONFIGURATION) private readonly configuration: Configuration,
    @Inject(LOGGER) private readonly logger: Logger,
    private readonly stopping: Stopping,
    readiness: Readiness,
    store: FileStore,
    office: Office,
  ) {
    this.worker = new JobWorker({
      executor,
      handlers,
      queue,
      logger,
      concurrency: configuration.WORKER_CONCURRENCY,
      leaseSeconds: configuration.JOB_LEASE_SECONDS,
      sweepIntervalMs: configuration.SWEEP_INTERVAL_MS,
    });
    readiness.add({
      name: 'worker',
      needed: true,
      check: async () => {
        await queue.ping();
        return this.worker.stuck();
      },
    });
    const timeToLive = configuration.HISTORY_TIME_TO_LIVE;
    const { moveBatch } = office.deadlines;
    const { sendLetter } = office;
    /** For what somebody waits for: texts, what the gate asks, letters. */
    const everyMs = SWEEPS_BETWEEN_LOOKS * configuration.SWEEP_INTERVAL_MS;
    this.upkeeps = [
      historyUpkeep({ executor, database, definitions, logger, timeToLive }),
      reminderUpkeep(office.reminders, logger),
      rollUpUpkeep({ executor, calendars: office.calendars, logger }),
      textUpkeep({ executor, store, logger, everyMs }),
      searchUpkeep({ executor, logger }),
      failedJobUpkeep(executor, tellOperators, everyMs, logger),
      gateUpkeep(executor, office.tellClerks, everyMs, logger),
      consultationUpkeep(executor, tellOfTask, logger),
      leftTaskUpkeep(executor, logger),
      questionUpkeep(executor, configuration.WEBSITE_ASKER_DAYS, logger),
      archiveUpkeep(executor, tellOfWorkFile, logger),
      directoryUpkeep(executor, { tell: tellOfPlan, tellDeputies: tellOfDelegation, tellOfHandover }, logger),
      mailboxUpkeep(executor, office.accountSystems.names, logger),
      fileUpkeep({ executor, database, store, logger, keptFor: configuration.FILES_UNLINKED_RETENTION }),
      ...(sendLetter === undefined ? [] : [mailUpkeep({ executor, database, files: store, send: sendLetter, logger, everyMs })]),
      new CalendarMoveUpkeep({
        executor,
        database,
        url: configuration.DATABASE_URL,
        logger,
        moveBatch,
        refreshCalendars: () => office.refreshCalendars(),
      }),
    ];
  }

  async onApplicationBootstrap(): Promise<void> {
    await this.worker.start();
    for (const upkeep of this.upkeeps) upkeep.start();
  }

  /** After the requests, which still make jobs, and before the queue and the database, which handlers need. */
  async beforeApplicationShutdown(): Promise<void> {
    await this.stopping.run(
      'jobs',
      () => this.drain(),
      () => this.worker.inHand,
    );
  }

  private async drain(): Promise<void> {
    const limitMs = this.configuration.STOP_LIMIT_MS;
    const parts = [this.worker, ...this.upkeeps];
    const drained = Promise.all(parts.map((part) => part.stop())).then(() => true);
    if (await endsWithin(limitMs * SHARE_OF_DRAIN, drained)) return;
    this.logger.warn({ code: 'worker.told-to-leave-off', jobs: this.worker.inHand });
    this.worker.abort();
    if (await endsWithin(limitMs * SHARE_OF_LEAVING_OFF, drained)) return;
    this.logger.error({ code: 'worker.jobs-left-to-others', jobs: this.worker.inHand });
  }
}

async function endsWithin(patienceMs: number, work: Promise<boolean>): Promise<boolean> {
  const patience = new AbortController();
  const tooLate = pause(patienceMs, false, { signal: patience.signal }).catch(() => false);
  try {
    return await Promise.race([work, tooLate]);
  } finally {
    patience.abort();
  }
}

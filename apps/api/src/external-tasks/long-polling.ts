import { Database } from '#database';
import type { Configuration, Logger } from '#foundation';
import { CommandExecutor, JobHandlerRegistry, WaitingFetches } from '#runtime';
import { Inject, Injectable, type OnModuleDestroy, type OnModuleInit } from '@nestjs/common';
import { CONFIGURATION, LOGGER, Stopping } from '../../../office/src/index.js';

/** The waiting fetches of this process, for as long as it serves requests. */
@Injectable()
export class LongPolling extends WaitingFetches implements OnModuleInit, OnModuleDestroy {
  constructor(
    database: Database,
    executor: CommandExecutor,
    stopping: Stopping,
    private readonly handlers: JobHandlerRegistry,
    @Inject(CONFIGURATION) configuration: Configuration,
    @Inject(LOGGER) logger: Logger,
  ) {
    super({ database, executor, logger, databaseUrl: configuration.DATABASE_URL, stopping: stopping.signal });
  }

  /** An office without work for external workers needs no connection for their sake. */
  onModuleInit(): void {
    if (this.handlers.externalTopics.length > 0) this.start();
  }

  async onModuleDestroy(): Promise<void> {
    await this.stop();
  }
}

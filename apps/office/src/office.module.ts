import { CalendarBook } from '#calendar';
import { Database } from '#database';
import { FileStore } from '#files';
import { AccountSystems } from '#identity';
import { CommandExecutor, DefinitionStore, JobHandlerRegistry } from '#runtime';
import { type DynamicModule, type InjectionToken, Module, type OnApplicationShutdown } from '@nestjs/common';
import { Registry } from 'prom-client';
import { Office } from './office.js';
import { Stopping } from './stopping/stopping.js';
import { CLOCK, CONFIGURATION, DEADLINE_COMMANDS, DELIVERY_QUEUE, LOGGER } from './tokens.js';

/** What an application may have injected, and where in the office it stands. */
const PARTS: readonly (readonly [InjectionToken, (office: Office) => unknown])[] = [
  [Office, (office) => office],
  [Database, (office) => office.database],
  [CommandExecutor, (office) => office.executor],
  [DefinitionStore, (office) => office.definitions],
  [JobHandlerRegistry, (office) => office.handlers],
  [FileStore, (office) => office.files],
  [AccountSystems, (office) => office.accountSystems],
  [CalendarBook, (office) => office.calendars],
  [Registry, (office) => office.metrics.registry],
  [Stopping, (office) => office.stopping],
  [DEADLINE_COMMANDS, (office) => office.deadlines],
  [DELIVERY_QUEUE, (office) => office.queue],
  [CONFIGURATION, (office) => office.configuration],
  [LOGGER, (office) => office.logger],
  [CLOCK, (office) => office.clock],
];

/** Offers the parts of an open office to the modules of an application, and closes it when that has stopped. */
@Module({})
export class OfficeModule implements OnApplicationShutdown {
  constructor(private readonly office: Office) {}

  /** @param office null for an application that is only described and never run */
  static of(office: Office | null): DynamicModule {
    const providers = PARTS.map(([provide, part]) => ({ provide, useValue: office && part(office) }));
    return { module: OfficeModule, global: true, providers, exports: providers };
  }

  async onApplicationShutdown(): Promise<void> {
    await this.office.close();
  }
}

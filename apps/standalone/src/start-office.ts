import type { Configuration, Logger } from '#foundation';
import { createApi, type DemoSignIns } from '../../api/src/index.js';
import { closeHttpApp, listen, Office, type Stopping } from '../../office/src/index.js';
import { WorkerModule } from '../../worker/src/worker.module.js';
import { DEMO_PASSWORD, demoSignIns } from './demo-office/demo-office.js';
import { OfficeNotEmptyError, seedDemoOffice } from './demo-office/seed-demo-office.js';

export interface StartedOffice {
  /** e.g. `http://127.0.0.1:3000` */
  readonly address: string;
  readonly demo: DemoSignIns | undefined;
}

export interface OfficeStart {
  readonly logger: Logger;
  readonly stopping: Stopping;
  /** Gets what must be closed, the last first. */
  readonly opened: (() => Promise<void>)[];
}

/** Opens the office on its database, with api and worker in this process. */
export async function startOffice(
  configuration: Configuration,
  { logger, stopping, opened }: OfficeStart,
): Promise<StartedOffice> {
  const office = await Office.open({ configuration, logger, stopping });
  opened.push(() => office.close());
  const demo = configuration.DEMO_OFFICE === 'on' ? await openDemoOffice(office) : undefined;
  await office.deployOwnFolder();
  await office.rerouteTopics();
  await office.refuseUnknownSettings();
  const app = await createApi(office, { demo, beside: [WorkerModule] });
  opened.pop();
  opened.push(() => closeHttpApp(app));
  return { address: await listen(app, 'PORT', configuration.PORT, configuration.HOST), demo };
}

/** @returns undefined when the database belongs to a real office, which is left alone. */
async function openDemoOffice({ executor, database }: Office): Promise<DemoSignIns | undefined> {
  try {
    await seedDemoOffice(executor, database);
  } catch (error) {
    if (error instanceof OfficeNotEmptyError) return undefined;
    throw error;
  }
  return { password: DEMO_PASSWORD, people: demoSignIns() };
}

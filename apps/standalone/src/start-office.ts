import type { Configuration, Logger } from '#foundation';
import { createApi, type DemoSignIns } from '../../api/src/index.js';
import { closeHttpApp, listen, Office } from '../../office/src/index.js';
import { WorkerModule } from '../../worker/src/worker.module.js';
import { DEMO_PASSWORD, demoSignIns } from './demo-office/demo-office.js';
import { OfficeNotEmptyError, seedDemoOffice } from './demo-office/seed-demo-office.js';

export interface StartedOffice {
  /** e.g. `http://127.0.0.1:3000` */
  readonly address: string;
  readonly demo: DemoSignIns | undefined;
}

/** Opens the office on its database, with api and worker in this process. What must be closed is put on `opened`. */
export async function startOffice(
  configuration: Configuration,
  logger: Logger,
  opened: (() => Promise<void>)[],
): Promise<StartedOffice> {
  const office = await Office.open({ configuration, logger });
  opened.push(() => office.close());
  const demo = configuration.DEMO_OFFICE === 'on' ? await openDemoOffice(office) : undefined;
  await office.deploy(configuration.PROCESSES_DIR, { onlyNew: true });
  await office.refuseUnservedTopics();
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

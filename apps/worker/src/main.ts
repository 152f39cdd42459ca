import { createLogger, readConfiguration } from '#foundation';
import {
  closeHttpApp,
  createHttpApp,
  HealthModule,
  listen,
  Office,
  OfficeModule,
  run,
  stopOnSignals,
} from '../../office/src/index.js';
import { WorkerModule } from './worker.module.js';

class WorkerApplication {}

/** A worker alone, for servers. It serves no HTTP but the health checks. */
run(async () => {
  const configuration = readConfiguration(process.env);
  const logger = createLogger({ name: 'congvan-worker', level: configuration.LOG_LEVEL });
  const office = await Office.open({ configuration, logger });
  await office.refuseUnservedTopics();
  const app = await createHttpApp(
    { module: WorkerApplication, imports: [OfficeModule.of(office), HealthModule, WorkerModule] },
    office,
  );
  stopOnSignals(() => closeHttpApp(app), logger);
  const address = await listen(app, 'HEALTH_PORT', configuration.HEALTH_PORT, configuration.HOST);
  logger.info({ code: 'worker.started', health: address });
});

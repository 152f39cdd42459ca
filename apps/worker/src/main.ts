import { createLogger, readConfiguration } from '#foundation';
import {
  closeHttpApp,
  createHttpApp,
  HealthModule,
  listen,
  MetricsModule,
  Office,
  OfficeModule,
  run,
  stopOnSignals,
} from '../../office/src/index.js';
import { WorkerModule } from './worker.module.js';

class WorkerApplication {}

/** A worker alone, for servers. Of HTTP it serves the health checks and /metrics alone. */
run(async (stopping) => {
  const configuration = readConfiguration(process.env);
  const { STOP_DELAY_MS: delayMs, STOP_LIMIT_MS: limitMs } = configuration;
  const logger = createLogger({ name: 'congvan-worker', level: configuration.LOG_LEVEL });
  let stop = async (): Promise<void> => {};
  stopOnSignals({ stopping, stop: () => stop(), logger, delayMs, limitMs });
  const office = await Office.open({ configuration, logger, stopping });
  stop = () => office.close();
  await office.rerouteTopics();
  await office.refuseUnknownSettings();
  const app = await createHttpApp(
    { module: WorkerApplication, imports: [OfficeModule.of(office), HealthModule, MetricsModule, WorkerModule] },
    office,
  );
  stop = () => closeHttpApp(app);
  const address = await listen(app, 'HEALTH_PORT', configuration.HEALTH_PORT, configuration.HOST);
  logger.info({ code: 'worker.started', health: address });
});

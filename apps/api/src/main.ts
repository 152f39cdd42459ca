import { createLogger, readConfiguration } from '#foundation';
import { closeHttpApp, listen, Office, run, stopOnSignals } from '../../office/src/index.js';
import { createApi } from './create-api.js';

/** The API alone, for servers: several of these run beside each other, and beside several workers. */
run(async (stopping) => {
  const configuration = readConfiguration(process.env);
  const { STOP_DELAY_MS: delayMs, STOP_LIMIT_MS: limitMs } = configuration;
  const logger = createLogger({ name: 'congvan-api', level: configuration.LOG_LEVEL });
  let stop = async (): Promise<void> => {};
  stopOnSignals({ stopping, stop: () => stop(), logger, delayMs, limitMs });
  const office = await Office.open({ configuration, logger, stopping });
  stop = () => office.close();
  await office.deployOwnFolder();
  await office.rerouteTopics();
  await office.refuseUnknownSettings();
  const app = await createApi(office);
  stop = () => closeHttpApp(app);
  const address = await listen(app, 'PORT', configuration.PORT, configuration.HOST);
  logger.info({ code: 'api.listening', address });
});

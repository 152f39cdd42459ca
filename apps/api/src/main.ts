import { createLogger, readConfiguration } from '#foundation';
import { closeHttpApp, listen, Office, run, stopOnSignals } from '../../office/src/index.js';
import { createApi } from './create-api.js';

/** The API alone, for servers: several of these run beside each other, and beside several workers. */
run(async () => {
  const configuration = readConfiguration(process.env);
  const logger = createLogger({ name: 'congvan-api', level: configuration.LOG_LEVEL });
  const office = await Office.open({ configuration, logger });
  await office.deploy(configuration.PROCESSES_DIR, { onlyNew: true });
  await office.refuseUnservedTopics();
  const app = await createApi(office);
  stopOnSignals(() => closeHttpApp(app), logger);
  const address = await listen(app, 'PORT', configuration.PORT, configuration.HOST);
  logger.info({ code: 'api.listening', address });
});

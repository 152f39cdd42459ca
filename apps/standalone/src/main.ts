import { createLogger } from '#foundation';
// Not through office/src/index.ts: that loads the whole program, which is to happen while Postgres starts.
import { readSettings, startDatabaseServer } from '../../office/src/database-server.js';
import { run } from '../../office/src/run.js';
import { stopOnSignals } from '../../office/src/stopping/stop-on-signals.js';
import { banner } from './banner.js';

/**
 * `npm start`: the whole of Congvan in one process. Postgres is our own, below `.data/`, unless DATABASE_URL names a
 * server. What was opened is closed in the opposite order, also when the start is broken off halfway.
 */
run(async (stopping) => {
  const settings = readSettings({ LOG_LEVEL: 'warn', ...process.env });
  const { configuration, embedded } = settings;
  const logger = createLogger({ name: 'congvan', level: configuration.LOG_LEVEL });
  const opened: (() => Promise<void>)[] = [];
  /** Also what lies below a part that does not close: Postgres must not be left running. */
  const closeAll = async (): Promise<void> => {
    const close = opened.pop();
    if (close === undefined) return;
    try {
      await close();
    } finally {
      await closeAll();
    }
  };
  const stop = async (): Promise<void> => {
    say('\nĐang dừng …');
    await closeAll();
    say(embedded ? 'Đã dừng. Dữ liệu còn nguyên trong .data/; chạy lại: npm start' : 'Đã dừng.');
  };
  const { STOP_DELAY_MS: delayMs, STOP_LIMIT_MS: limitMs } = configuration;
  stopOnSignals({ stopping, stop, logger, delayMs, limitMs });
  try {
    const starting = startDatabaseServer(settings, say);
    opened.push(() =>
      starting.then(
        (server) => stopping.run('postgres', () => server.stop()),
        () => {},
      ),
    );
    const [{ url }, { startOffice }] = await Promise.all([starting, import('./start-office.js')]);
    const { address, demo } = await startOffice({ ...configuration, DATABASE_URL: url }, { logger, stopping, opened });
    say(banner({ address: configuration.PUBLIC_URL ?? address, embedded, demo }));
  } catch (error) {
    await closeAll();
    throw error;
  }
});

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}

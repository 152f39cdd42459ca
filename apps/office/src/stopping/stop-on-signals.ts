import type { Logger } from '#foundation';

/** How long an orderly stop may take before the process is ended where it stands; nothing committed is lost by that. */
const FORCE_AFTER_MS = 20_000;

/** Stops the program in order on SIGINT or SIGTERM, and at once on a second signal or when the orderly stop hangs. */
export function stopOnSignals(stop: () => Promise<void>, logger: Logger): void {
  let stopping = false;
  const onSignal = (signal: NodeJS.Signals): void => {
    if (stopping) {
      logger.warn({ code: 'office.stop-forced', signal });
      process.exit(1);
    }
    stopping = true;
    logger.info({ code: 'office.stopping', signal });
    setTimeout(() => {
      logger.error({ code: 'office.stop-hangs', afterMs: FORCE_AFTER_MS });
      process.exit(1);
    }, FORCE_AFTER_MS).unref();
    stop().then(
      () => process.exit(0),
      (error: unknown) => {
        logger.error({ code: 'office.stop-failed', err: error });
        process.exit(1);
      },
    );
  };
  process.on('SIGINT', onSignal);
  process.on('SIGTERM', onSignal);
}

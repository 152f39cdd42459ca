import type { Logger } from '#foundation';
import type { Stopping } from './stopping.js';

export interface StopOptions {
  readonly stopping: Stopping;
  /** Closes all that is open at this moment, in order. */
  readonly stop: () => Promise<void>;
  readonly logger: Logger;
  /** How long the program goes on serving with red readiness after a signal, so that load balancers notice. */
  readonly delayMs: number;
  /** For all that comes after the delay; then the process is ended where it stands. Nothing committed is lost by that. */
  readonly limitMs: number;
}

/**
 * Npm and shells pass a signal on that the terminal has sent to the whole process group already. Only a later one comes
 * from somebody who does not want to wait.
 */
const ECHO_MS = 500;

/**
 * Ends the program in order: on SIGINT, SIGTERM or SIGHUP (the terminal was closed) with exit code 0, on an error that
 * nobody caught with 1, for its state can no longer be trusted. At once, with 1, on a second SIGINT or SIGTERM or when
 * the limit is over; the log then names what still ran.
 */
export function stopOnSignals({ stopping, stop, logger, delayMs, limitMs }: StopOptions): void {
  let begunAt: number | undefined;
  let exitCode = 0;

  const force = (code: string, details: object): never => {
    logger.error({ code, ...details, ...stopping.unfinished() });
    process.exit(1);
  };
  const begin = (delay: number): void => {
    begunAt = performance.now();
    setTimeout(() => force('office.stop-hangs', { afterMs: limitMs }), delay + limitMs).unref();
    stopping
      .announce(delay)
      .then(stop)
      .then(
        () => process.exit(exitCode),
        (error: unknown) => {
          logger.error({ code: 'office.stop-failed', err: error, ...stopping.unfinished() });
          process.exit(1);
        },
      );
  };
  const onSignal = (signal: NodeJS.Signals): void => {
    if (begunAt === undefined) {
      logger.info({ code: 'office.stopping', signal });
      begin(delayMs);
    } else if (signal !== 'SIGHUP' && performance.now() - begunAt > ECHO_MS) {
      force('office.stop-forced', { signal });
    }
  };
  process.on('SIGINT', onSignal);
  process.on('SIGTERM', onSignal);
  process.on('SIGHUP', onSignal);
  // Also told of rejections that nobody handles.
  process.on('uncaughtException', (error: unknown, origin) => {
    exitCode = 1;
    logger.fatal({ code: 'office.defect', origin, err: error });
    if (begunAt === undefined) begin(0);
  });
  // A closed terminal takes the streams with it; what is said to nobody must not keep us from ending in order.
  for (const stream of [process.stdout, process.stderr]) stream.on('error', () => {});
}

import { Duration } from 'luxon';

/** How often and how far apart a job is attempted. */
export interface RetryCycle {
  /** All attempts together, the first included. */
  readonly attempts: number;
  readonly pauseMs: number;
}

/** Used where the model says nothing: three attempts, a minute apart. */
export const DEFAULT_RETRY_CYCLE: RetryCycle = { attempts: 3, pauseMs: 60_000 };

/**
 * Reads `camunda:failedJobRetryTimeCycle`, an ISO 8601 repeating interval such as `R3/PT10M`; the default where it is
 * absent. Deploying refuses a text that is none of these, so anything unreadable here is an old row: the default too.
 */
export function parseRetryCycle(text: string | null): RetryCycle {
  const [, attempts, pause] = /^R(\d+)\/(P.+)$/.exec(text ?? '') ?? [];
  if (attempts === undefined || pause === undefined) return DEFAULT_RETRY_CYCLE;
  const duration = Duration.fromISO(pause);
  return duration.isValid ? { attempts: Number(attempts), pauseMs: duration.toMillis() } : DEFAULT_RETRY_CYCLE;
}

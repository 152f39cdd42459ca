import { type RetryCycle, toRetryCycle, ValueError } from '#expressions';

/** Used where the model says nothing: three attempts, a minute apart. */
const DEFAULT_RETRY_CYCLE: RetryCycle = { attempts: 3, pauseMs: 60_000 };

/**
 * Reads `camunda:failedJobRetryTimeCycle`, such as `R3/PT10M`; the default where it is absent. Deploying refuses what
 * this cannot read, by the same reader. The default also stands in for a text of a definition deployed before the
 * reader was that strict: without it the failure of the job could not be recorded.
 */
export function parseRetryCycle(text: string | null): RetryCycle {
  if (text === null) return DEFAULT_RETRY_CYCLE;
  try {
    return toRetryCycle(text);
  } catch (error) {
    if (error instanceof ValueError) return DEFAULT_RETRY_CYCLE;
    throw error;
  }
}

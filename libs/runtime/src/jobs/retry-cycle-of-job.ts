import { type RetryCycle, toRetryCycle, ValueError } from '#expressions';

/** Where neither the model nor the operator says anything: three attempts, a minute apart. */
export const DEFAULT_RETRY_CYCLE: RetryCycle = { attempts: 3, pausesMs: [60_000] };

/**
 * Reads `camunda:failedJobRetryTimeCycle`, such as `R3/PT10M`; the cycle of the office (JOB_RETRY_CYCLE) where it is absent.
 * Deploying refuses what this cannot read, by the same reader. The cycle of the office also stands in for a text of a
 * definition deployed before the reader was that strict: without it the failure of the job could not be recorded.
 */
export function parseRetryCycle(text: string | null, ofOffice: RetryCycle): RetryCycle {
  if (text === null) return ofOffice;
  try {
    return toRetryCycle(text);
  } catch (error) {
    if (error instanceof ValueError) return ofOffice;
    throw error;
  }
}

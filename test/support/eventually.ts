import { setTimeout as pause } from 'node:timers/promises';

/** What is sure to come takes its time on a machine that does much else. */
const PATIENCE_MS = 60_000;
/** The longer it takes, the longer the pauses: what asks a hundred times a second keeps back what it waits for. */
const FIRST_PAUSE_MS = 5;
const LONGEST_PAUSE_MS = 100;

type NotYet = undefined | false;

/**
 * Asks again until there is an answer, and gives it: for what comes about beside the test.
 * @param patienceMs longer for what takes a whole machine, such as a first start beside other tests
 * @throws when nothing has come in that time, with the question that was asked in vain.
 */
export async function eventually<T>(probe: () => T | NotYet | Promise<T | NotYet>, patienceMs = PATIENCE_MS): Promise<T> {
  const giveUpAt = Date.now() + patienceMs;
  for (let pauseMs = FIRST_PAUSE_MS; Date.now() < giveUpAt; pauseMs = Math.min(pauseMs * 1.5, LONGEST_PAUSE_MS)) {
    const found = await probe();
    if (found !== undefined && found !== false) return found;
    await pause(pauseMs);
  }
  throw new Error(`What the test waits for did not come in ${patienceMs / 1000} seconds: ${probe.toString()}`);
}

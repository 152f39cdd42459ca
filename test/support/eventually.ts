import { setTimeout as pause } from 'node:timers/promises';

const PATIENCE_MS = 20_000;
const PAUSE_MS = 10;

type NotYet = undefined | false;

/**
 * Asks again until there is an answer, and gives it: for what comes about beside the test.
 * @param patienceMs longer for what takes a whole machine, such as a first start beside other tests
 * @throws when nothing has come in that time, with the question that was asked in vain.
 */
export async function eventually<T>(probe: () => T | NotYet | Promise<T | NotYet>, patienceMs = PATIENCE_MS): Promise<T> {
  for (const giveUpAt = Date.now() + patienceMs; Date.now() < giveUpAt; await pause(PAUSE_MS)) {
    const found = await probe();
    if (found !== undefined && found !== false) return found;
  }
  throw new Error(`What the test waits for did not come in ${patienceMs / 1000} seconds: ${probe.toString()}`);
}

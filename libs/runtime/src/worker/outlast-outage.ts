import { setTimeout as pause } from 'node:timers/promises';
import { isOutage } from '#database';

const PAUSE_MS = 100;

/**
 * Repeats what a database that is away, or has just come back, could not do, for so many milliseconds: what a handler
 * has done outside need not be done again for it. The work must find out by itself whether it was done after all.
 */
export async function outlastOutage<T>(forMs: number, work: () => Promise<T>): Promise<T> {
  const ends = performance.now() + forMs;
  for (;;) {
    try {
      return await work();
    } catch (error) {
      if (!isOutage(error) || performance.now() > ends) throw error;
    }
    await pause(PAUSE_MS * (1 + Math.random()));
  }
}

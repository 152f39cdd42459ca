import { setTimeout as pause } from 'node:timers/promises';

const WARM_UP_SECONDS = 2;

/** Clients that each do one thing after the other. Gives how many a second they got done, after a warm-up. */
export async function closedLoop(clients: number, seconds: number, once: () => Promise<void>): Promise<number> {
  let done = 0;
  let stopped = false;
  const client = async (): Promise<void> => {
    while (!stopped) {
      await once();
      done++;
    }
  };
  const running = Promise.all(Array.from({ length: clients }, client));
  await Promise.race([pause(WARM_UP_SECONDS * 1000), running]); // a client that fails ends the race
  const [doneBefore, from] = [done, performance.now()];
  await Promise.race([pause(seconds * 1000), running]);
  const rate = ((done - doneBefore) * 1000) / (performance.now() - from);
  stopped = true;
  await running;
  return rate;
}

/**
 * Begins so many things a second, whether or not those before are done, at instants that do not fall into step with
 * anything: the pauses are exponential. Resolves when the last one is done.
 */
export async function openLoop(perSecond: number, seconds: number, once: () => Promise<void>): Promise<void> {
  const from = performance.now();
  const begun = new Set<Promise<void>>();
  let failure: Error | undefined;
  for (let next = 0; next < seconds * 1000 && failure === undefined; next += (-Math.log(1 - Math.random()) * 1000) / perSecond) {
    const early = next - (performance.now() - from);
    if (early > 1) await pause(early);
    const one: Promise<void> = once()
      .catch((error: Error) => void (failure ??= error))
      .finally(() => begun.delete(one));
    begun.add(one);
  }
  await Promise.all(begun);
  if (failure !== undefined) throw failure;
}

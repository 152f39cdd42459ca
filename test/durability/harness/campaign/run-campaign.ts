import { DurabilityHarness } from '../durability-harness.js';
import { type Fault, faults, redisFaults } from '../faults/index.js';
import type { Violation } from '../invariants/index.js';

export interface CampaignOptions {
  readonly minutes: number;
  /** Chooses the faults and their order, and what clients do. */
  readonly seed: number;
  readonly queue: 'redis' | 'postgres';
}

/** Between two faults the load may catch its breath for up to so long. */
const CALM_MS = 4_000;
/** Every so many faults the load is brought to its end and what is left is compared with the queue. */
const SETTLED_EVERY = 12;
const QUIET_MS = 180_000;

/** Runs faults in a random order and prints what came of each. Gives the number of violations. */
export async function runCampaign({ minutes, seed, queue }: CampaignOptions): Promise<number> {
  const startedAt = performance.now();
  const endAt = startedAt + minutes * 60_000;
  const say = (line: string) => console.log(`${elapsed(startedAt)}  ${line}`);
  say(`Chaos for ${minutes} min on ${queue}, seed ${seed}.`);
  const harness = await DurabilityHarness.open({ seed, queue, workers: 3, clients: 2, logLevel: 'info' });
  const interrupted = () => void harness.close().finally(() => process.exit(130));
  process.once('SIGINT', interrupted).once('SIGTERM', interrupted);
  try {
    const order = shuffledForEver(queue === 'redis' ? [...faults, ...redisFaults] : faults, harness.chance);
    for (let done = 1; performance.now() < endAt; done++) {
      const fault = order.next().value;
      say(fault.name);
      await fault.run(harness, { severe: true });
      report(say, await harness.check());
      if (done % SETTLED_EVERY === 0) {
        say('… bringing the load to its end');
        report(say, await harness.settle(QUIET_MS));
        say(await summary(harness));
        await harness.crew.resume();
      }
      await harness.let(harness.chance() * CALM_MS);
    }
    say('… bringing the load to its end');
    report(say, await harness.settle(QUIET_MS));
    say(await summary(harness));
    if (harness.violations.length > 0) say(`The logs of the crew are in ${harness.keepLogs()}.`);
    say(`The same again: npm run chaos -- --minutes ${minutes} --seed ${seed} --queue ${queue}`);
    return harness.violations.length;
  } finally {
    process.off('SIGINT', interrupted).off('SIGTERM', interrupted);
    await harness.close();
  }
}

/** Every fault once, in a random order, then all of them in another one, and so on. */
function* shuffledForEver(all: readonly Fault[], chance: () => number): Generator<Fault, never> {
  for (;;) {
    const left = [...all];
    while (left.length > 0) yield* left.splice(Math.floor(chance() * left.length), 1);
  }
}

function report(say: (line: string) => void, found: readonly Violation[]): void {
  for (const { invariant, detail } of found) say(`  VIOLATION ${invariant}: ${detail}`);
}

async function summary(harness: DurabilityHarness): Promise<string> {
  const { instances, steps, kills } = await harness.progress();
  return `${kills} kills, ${instances} instances, ${steps} steps, ${harness.violations.length} violations`;
}

function elapsed(startedAt: number): string {
  const seconds = Math.floor((performance.now() - startedAt) / 1000);
  return `${String(Math.floor(seconds / 60)).padStart(3)}:${String(seconds % 60).padStart(2, '0')}`;
}

import { readFile } from 'node:fs/promises';
import { setTimeout as pause } from 'node:timers/promises';
import { fetchCaller } from '../../apps/cli/src/demo/fetch-caller.js';
import { MainJob } from '../../apps/cli/src/demo/main-job.js';
import type { StoryPace, StoryWorld } from '../../apps/cli/src/demo/story-world.js';
import { DEMO_PASSWORD } from '../../apps/standalone/src/demo-office/demo-office.js';
import type { ApiUnderTest } from '../integration/api/api-under-test.js';

const HOUR_MS = 3_600_000;

/** Deadlines as an office sets them; the clock of the test jumps to them. */
export const OFFICE_PACE: StoryPace = {
  dueAfterMs: 5 * 24 * HOUR_MS,
  reminderBeforeMs: 24 * HOUR_MS,
  escalateAfterMs: 8 * HOUR_MS,
};

const PATIENCE_MS = 60_000;

/**
 * Plays the main job against an API under test, through HTTP, on its movable clock. `steps` collects what was done.
 * @param clockMoved tells processes that do not share the clock of the test.
 */
export async function beginStory(
  api: ApiUnderTest,
  clockMoved: () => Promise<void> = () => Promise.resolve(),
): Promise<{ job: MainJob; steps: string[] }> {
  const steps: string[] = [];
  const world: StoryWorld = {
    call: fetchCaller(api.address),
    now: () => api.clock.now(),
    reach: (moment) => {
      api.clock.advance(Math.max(0, moment.getTime() - api.clock.now().getTime()) + 1000);
      return clockMoved();
    },
    eventually: async (probe) => {
      for (const giveUpAt = Date.now() + PATIENCE_MS; ; await pause(25)) {
        const found = await probe();
        if (found !== undefined || Date.now() > giveUpAt) return found;
      }
    },
    done: (step) => steps.push(step),
  };
  const scan = Uint8Array.from(await readFile('apps/cli/assets/cong-van-den.pdf'));
  return { job: await MainJob.begin(world, DEMO_PASSWORD, scan), steps };
}

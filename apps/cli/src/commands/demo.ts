import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { projectRoot } from '../../../office/src/index.js';
import { DEMO_PASSWORD } from '../../../standalone/src/demo-office/demo-office.js';
import { type CliCommand, print } from '../cli-command.js';
import { answeredLate } from '../demo/answered-late.story.js';
import { answeredOnTime } from '../demo/answered-on-time.story.js';
import { incidentFixed } from '../demo/incident-fixed.story.js';
import { fetchCaller } from '../demo/fetch-caller.js';
import { MainJob } from '../demo/main-job.js';
import type { StoryPace, StoryWorld } from '../demo/story-world.js';

/** Short enough to watch, long enough for the steps that must come before each deadline. */
const UNHURRIED: StoryPace = { dueAfterMs: 25_000, reminderBeforeMs: 15_000, escalateAfterMs: 8_000 };
const NEGLECTED: StoryPace = { dueAfterMs: 12_000, reminderBeforeMs: 6_000, escalateAfterMs: 5_000 };

const POLL_MS = 250;
const PATIENCE_MS = 20_000;

export const demoCommand: CliCommand = {
  name: 'demo',
  usage: '[--url <address>] [--password <password>]',
  summary: 'plays the main job and an incident on the demo office of a running server, over HTTP alone, in about a minute',
  async run(args) {
    const { values } = parseArgs({
      args,
      options: {
        url: { type: 'string', default: `http://127.0.0.1:${process.env['PORT'] || '3000'}` },
        password: { type: 'string', default: DEMO_PASSWORD },
      },
    });
    const scan = Uint8Array.from(await readFile(join(projectRoot, 'apps/cli/assets/cong-van-den.pdf')));
    const world = realWorld(values.url);

    print(`Máy chủ: ${values.url}\n`);
    const job = await MainJob.begin(world, values.password, scan);
    print('\nChuyện thứ nhất: trả lời đúng hạn');
    await answeredOnTime(job, UNHURRIED);
    print('\nChuyện thứ hai: quá hạn, chuyển cấp, trả lời muộn');
    await answeredLate(job, NEGLECTED);
    print('\nChuyện thứ ba: một sự cố');
    await incidentFixed(job);
    print('\nXong: cả hai văn bản và sự cố đã đi hết quy trình.');
  },
};

/** Time passes by itself here; what is to come is asked for again and again. */
function realWorld(url: string): StoryWorld {
  return {
    call: fetchCaller(url),
    now: () => new Date(),
    reach: (moment) => pause(Math.max(0, moment.getTime() - Date.now())),
    eventually: async (probe) => {
      for (const giveUpAt = Date.now() + PATIENCE_MS; ; await pause(POLL_MS)) {
        const found = await probe();
        if (found !== undefined || Date.now() > giveUpAt) return found;
      }
    },
    done: (step) => print(`  ✓ ${step}`),
  };
}

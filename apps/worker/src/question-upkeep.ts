import type { Logger } from '#foundation';
import { type CommandExecutor, PeriodicUpkeep } from '#runtime';
import { officeWebsite } from '../../office/src/index.js';

const UPKEEP = { actor: 'system:website', requestId: 'question-upkeep' };

const HOUR_MS = 3_600_000;
const BATCH = 100;

/** Removes the personal data of those who asked a question long ago, while a worker runs, every hour. */
export function questionUpkeep(executor: CommandExecutor, keptDays: number, logger: Logger): PeriodicUpkeep {
  return new PeriodicUpkeep({
    everyMs: HOUR_MS,
    run: async (goOn) => {
      while (goOn()) {
        const removed = await executor.execute(officeWebsite.removeAskers, { keptDays, limit: BATCH }, UPKEEP);
        if (removed < BATCH) return;
      }
    },
    logger,
    failureCode: 'website.askers-not-removed',
  });
}

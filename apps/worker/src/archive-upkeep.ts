import type { Logger } from '#foundation';
import { type CommandExecutor, PeriodicUpkeep } from '#runtime';
import { remindOfArchive, type TellOfWorkFile } from '#work-files';

const REMINDER = { actor: 'system:archive', requestId: 'archive-upkeep' };

/** What is due is due by days. */
const HOUR_MS = 3_600_000;
const BATCH = 100;

/** Tells of work files that are due for the archive, while a worker runs, every hour. */
export function archiveUpkeep(executor: CommandExecutor, tell: TellOfWorkFile, logger: Logger): PeriodicUpkeep {
  return new PeriodicUpkeep({
    everyMs: HOUR_MS,
    run: async (goOn) => {
      while (goOn()) {
        const told = await executor.execute(remindOfArchive, { limit: BATCH, tell }, REMINDER);
        if (told < BATCH) return;
      }
    },
    logger,
    failureCode: 'work-files.archive-not-reminded',
  });
}

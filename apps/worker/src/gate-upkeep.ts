import { askAboutFiles, type TellClerks } from '#documents';
import type { Logger } from '#foundation';
import { type CommandExecutor, PeriodicUpkeep } from '#runtime';

const ASKER = { actor: 'system:gate', requestId: 'gate-upkeep' };

const BATCH = 50;

/**
 * Looks through texts of files that have become known, while a worker runs, and asks clerks about what must not be here.
 * @param everyMs as often as texts are read out of files: nobody should get a file long before somebody asks about it
 */
export function gateUpkeep(executor: CommandExecutor, tellClerks: TellClerks, everyMs: number, logger: Logger): PeriodicUpkeep {
  return new PeriodicUpkeep({
    everyMs,
    run: async (goOn) => {
      while (goOn()) {
        const looked = await executor.execute(askAboutFiles, { limit: BATCH, tellClerks }, ASKER);
        if (looked < BATCH) return;
      }
    },
    logger,
    failureCode: 'documents.files-not-asked-about',
  });
}

import type { Logger } from '#foundation';
import { PeriodicUpkeep } from '#runtime';
import { cleanFiles, type CleaningTools } from './clean-files.js';

const CLEANER = { actor: 'system:files', requestId: 'file-upkeep' };

const HOUR_MS = 3_600_000;

/** Removes what was uploaded and never linked while a worker runs, every hour. */
export function fileUpkeep(tools: CleaningTools & { readonly logger: Logger }): PeriodicUpkeep {
  return new PeriodicUpkeep({
    everyMs: HOUR_MS,
    run: async (goOn) => void (await cleanFiles(tools, CLEANER, goOn)),
    logger: tools.logger,
    failureCode: 'files.not-cleaned',
  });
}

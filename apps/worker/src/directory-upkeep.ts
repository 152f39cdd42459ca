import { settleUnits } from '#directory';
import type { Logger } from '#foundation';
import { type CommandExecutor, PeriodicUpkeep } from '#runtime';

const SETTLING = { actor: 'system:directory', requestId: 'directory-upkeep' };

/** Names and places of units change at midnight; the lists show them by then, and everything else within the hour. */
const HOUR_MS = 3_600_000;

/** Gives units their new names and places while a worker runs, every hour. */
export function directoryUpkeep(executor: CommandExecutor, logger: Logger): PeriodicUpkeep {
  return new PeriodicUpkeep({
    everyMs: HOUR_MS,
    run: async () => {
      await executor.execute(settleUnits, undefined, SETTLING);
    },
    logger,
    failureCode: 'directory.units-not-settled',
  });
}

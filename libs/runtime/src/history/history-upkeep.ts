import { PeriodicUpkeep } from '../upkeep/periodic-upkeep.js';
import { addHistoryMonths } from './add-history-months.command.js';
import { cleanHistory, type HistoryTools } from './clean-history.js';

const UPKEEPER = { actor: 'system:history', requestId: 'history-upkeep' };

const HOUR_MS = 3_600_000;
/** Longest cleaning at a time; the next goes on. */
const CLEANING_MS = 60_000;

/**
 * Keeps the history in order while a worker runs: every hour makes months ahead and deletes what is over. Where that fails
 * rows without a month of their own go to the default part meanwhile.
 */
export function historyUpkeep(tools: HistoryTools): PeriodicUpkeep {
  return new PeriodicUpkeep({
    everyMs: HOUR_MS,
    run: async (goOn) => {
      await tools.executor.execute(addHistoryMonths, undefined, UPKEEPER);
      const until = performance.now() + CLEANING_MS;
      await cleanHistory(tools, UPKEEPER, { goOn: () => goOn() && performance.now() < until });
    },
    logger: tools.logger,
    failureCode: 'runtime.history-upkeep-failed',
  });
}

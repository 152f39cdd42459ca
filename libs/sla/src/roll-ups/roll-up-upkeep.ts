import type { Logger } from '#foundation';
import { type CommandExecutor, PeriodicUpkeep } from '#runtime';
import type { CalendarsInForce } from './counting-calendars.js';
import { foldChanges } from './fold-changes.command.js';

export interface RollUpTools {
  readonly executor: CommandExecutor;
  readonly calendars: CalendarsInForce;
  readonly logger: Logger;
}

const COUNTER = { actor: 'system:sla', requestId: 'sla-upkeep' };

const PAUSE_MS = 5_000;
/** Marks in one transaction: below a second. */
const BATCH = 2_000;

/**
 * Counts what has ended while a worker runs, every few seconds. Reports are exact however long that takes, and the faster
 * the less it has left over.
 */
export function rollUpUpkeep({ executor, calendars, logger }: RollUpTools): PeriodicUpkeep {
  return new PeriodicUpkeep({
    everyMs: PAUSE_MS,
    run: async (goOn) => {
      let folded = BATCH;
      while (folded === BATCH && goOn()) {
        ({ folded } = await executor.execute(foldChanges, { calendars, limit: BATCH }, COUNTER));
      }
    },
    logger,
    failureCode: 'sla.roll-up-failed',
  });
}

import { followDirectory } from '#directory';
import type { Logger } from '#foundation';
import { type CommandExecutor, PeriodicUpkeep } from '#runtime';

const UPKEEP = { actor: 'system:directory', requestId: 'mailbox-upkeep' };

/** Uses and posts begin and end with a day. */
const HOUR_MS = 3_600_000;
const BATCH = 50;

/** Begins a case for each mailbox of a unit that an account system has otherwise than the directory, while a worker runs, every hour. */
export function mailboxUpkeep(executor: CommandExecutor, systems: readonly string[], logger: Logger): PeriodicUpkeep {
  return new PeriodicUpkeep({
    everyMs: HOUR_MS,
    run: async (goOn) => {
      while (goOn()) {
        const differing = await executor.execute(followDirectory, { systems, limit: BATCH }, UPKEEP);
        if (differing < BATCH) return;
      }
    },
    logger,
    failureCode: 'directory.mailboxes-not-followed',
  });
}

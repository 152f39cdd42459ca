import { membersOfGroup } from '#directory';
import type { Logger } from '#foundation';
import { groupNotifier } from '#notifications';
import { type CommandExecutor, PeriodicUpkeep } from '#runtime';
import { passOnLeftTasks } from '#worklist';

const UPKEEP = { actor: 'system:worklist', requestId: 'left-task-upkeep' };

/** Posts end with a day. */
const HOUR_MS = 3_600_000;
const BATCH = 100;

/** Passes on the tasks of people who have left their unit, while a worker runs, every hour. */
export function leftTaskUpkeep(executor: CommandExecutor, logger: Logger): PeriodicUpkeep {
  const notifyGroup = groupNotifier(membersOfGroup);
  return new PeriodicUpkeep({
    everyMs: HOUR_MS,
    run: async (goOn) => {
      while (goOn()) {
        const passedOn = await executor.execute(passOnLeftTasks, { limit: BATCH, notifyGroup }, UPKEEP);
        if (passedOn < BATCH) return;
      }
    },
    logger,
    failureCode: 'worklist.left-tasks-not-passed-on',
  });
}

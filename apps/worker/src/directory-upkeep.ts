import { carryOutDuePlan, remindOfHandovers, settleUnits, type TellOfHandover, type TellingOfPlan } from '#directory';
import type { Logger } from '#foundation';
import { type CommandExecutor, PeriodicUpkeep } from '#runtime';

const SETTLING = { actor: 'system:directory', requestId: 'directory-upkeep' };

/** Names and places of units change at midnight; the lists show them by then, and everything else within the hour. */
const HOUR_MS = 3_600_000;

/** Carries out reorganisations whose day has come, gives units their new names and places, and tells new heads of the mailboxes they have to take over, every hour while a worker runs. */
export function directoryUpkeep(executor: CommandExecutor, { tellOfHandover, ...tellingOfPlan }: TellingOfPlan & { readonly tellOfHandover: TellOfHandover }, logger: Logger): PeriodicUpkeep {
  return new PeriodicUpkeep({
    everyMs: HOUR_MS,
    run: async () => {
      try {
        while ((await executor.execute(carryOutDuePlan, tellingOfPlan, SETTLING)) !== null);
      } finally {
        await executor.execute(settleUnits, undefined, SETTLING);
      }
      await executor.execute(remindOfHandovers, { tell: tellOfHandover }, SETTLING);
    },
    logger,
    failureCode: 'directory.upkeep-failed',
  });
}

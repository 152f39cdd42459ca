import type { Logger } from '#foundation';
import { type CommandExecutor, PeriodicUpkeep } from '#runtime';
import { type HandlingTools, remindConsulted } from '#worklist';

const REMINDER = { actor: 'system:consultations', requestId: 'consultation-upkeep' };

const MINUTE_MS = 60_000;
const BATCH = 100;

/** Reminds those whose opinion is awaited, while a worker runs, every minute. */
export function consultationUpkeep(executor: CommandExecutor, tell: HandlingTools['tell'], logger: Logger): PeriodicUpkeep {
  return new PeriodicUpkeep({
    everyMs: MINUTE_MS,
    run: async (goOn) => {
      while (goOn()) {
        const reminded = await executor.execute(remindConsulted, { limit: BATCH, tell }, REMINDER);
        if (reminded < BATCH) return;
      }
    },
    logger,
    failureCode: 'worklist.consulted-not-reminded',
  });
}

import type { Logger } from '#foundation';
import { type Announce, type CommandExecutor, PeriodicUpkeep, tellFailedJobs } from '#runtime';

const UPKEEP = { actor: 'system:jobs', requestId: 'failed-job-upkeep' };
const OPERATORS = ['it', 'admin'];

/** Tells operators of work that stands as failed, while a worker runs: what is told by looking is not lost where the telling fails. */
export function failedJobUpkeep(executor: CommandExecutor, tell: Announce, everyMs: number, logger: Logger): PeriodicUpkeep {
  return new PeriodicUpkeep({
    everyMs,
    run: async () => {
      await executor.execute(tellFailedJobs, { tell, groups: OPERATORS }, UPKEEP);
    },
    logger,
    failureCode: 'runtime.failed-jobs-not-told',
  });
}

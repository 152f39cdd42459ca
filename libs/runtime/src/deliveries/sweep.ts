import { type DeliveryQueue, type Lane, LANES } from '#queue';
import type { CommandExecutor } from '../executor/command-executor.js';
import { armDueSoon, ARMING_BATCH } from './arm-due-soon.command.js';
import { type LostDeliveries, redeliverDueJobs, SWEEP_BATCH } from './redeliver-due-jobs.command.js';
import { countUntakenJobs, type UntakenJobs } from './count-untaken-jobs.command.js';

export interface SweepResult {
  /** Due jobs that were handed to the queue. */
  readonly handedOver: number;
  /** What was due and in nobody's hands when it began. */
  readonly untaken: Readonly<Record<Lane, UntakenJobs>>;
}

const SWEEPER = { actor: 'system:sweep', requestId: 'sweep' };

/**
 * Brings the queue into line with the database: hands over what is due and what will be soon. What was handed over is
 * left to the queue as long as the queue says that it holds so much; when it holds less, it has lost something (flushed,
 * restarted, away when it was handed over), and all that waits is handed over at once.
 * @throws QueueUnavailableError and whatever the queue says while it cannot be asked: then nothing could be handed over
 */
export async function sweepJobs(executor: CommandExecutor, queue: DeliveryQueue): Promise<SweepResult> {
  // Before the database is asked: a job that is taken in between is missed in both, not held for lost.
  const depth = await queue.depth();
  const { at, lanes: untaken } = await executor.execute(countUntakenJobs, undefined, SWEEPER);
  const lost = Object.fromEntries(
    LANES.filter((lane) => untaken[lane].handedOver > depth[lane].waiting).map((lane): [Lane, LostDeliveries] => [
      lane,
      { before: at, anew: depth[lane].waiting === 0 },
    ]),
  );
  let handedOver = 0;
  for (let from: string | undefined; ; ) {
    const { count, upTo } = await executor.execute(redeliverDueJobs, { lost, from }, SWEEPER);
    handedOver += count;
    if (count < SWEEP_BATCH) break;
    from = upTo;
  }
  while ((await executor.execute(armDueSoon, undefined, SWEEPER)) === ARMING_BATCH);
  return { handedOver, untaken };
}

import { type DeliveryQueue, type Lane, type LaneDepth, LANES } from '#queue';
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
 * As long as the queue holds so much of a lane, what it may have lost beside is not looked for: its consumers have enough to
 * do until those jobs are handed over again for their age. So a long backlog costs no more than a short one.
 */
const ENOUGH_WAITING = 5_000;

/**
 * Brings the queue into line with the database: hands over what is due and what will be soon. What was handed over is
 * left to the queue as long as the queue says that it holds so much; when it holds less, it has lost something (flushed,
 * restarted, away when it was handed over), and all that waits is handed over at once.
 * @param isOver asked between batches: whether to leave the rest to another worker.
 * @throws QueueUnavailableError and whatever the queue says while it cannot be asked: then nothing could be handed over
 */
export async function sweepJobs(
  executor: CommandExecutor,
  queue: DeliveryQueue,
  isOver: () => boolean = () => false,
): Promise<SweepResult> {
  // Before the database is asked: a job that is taken in between is missed in both, not held for lost.
  const depth = await queue.depth();
  const atMost = { steps: decidingCount(depth.steps), work: decidingCount(depth.work) };
  const { at, lanes: untaken } = await executor.execute(countUntakenJobs, { atMost }, SWEEPER);
  let handedOver = 0;
  for (const lane of LANES) {
    const { waiting } = depth[lane];
    const lost = untaken[lane].handedOver > waiting ? { before: at, anew: waiting === 0 } : undefined;
    handedOver += await handOver(executor, lane, lost, isOver);
  }
  return { handedOver, untaken };
}

/** How many jobs have to be found to know that the queue has lost some. */
function decidingCount({ waiting }: LaneDepth): number {
  return waiting < ENOUGH_WAITING ? waiting + 1 : 0;
}

/** Gives the number of due jobs of the lane that were handed over. */
async function handOver(
  executor: CommandExecutor,
  lane: Lane,
  lost: LostDeliveries | undefined,
  isOver: () => boolean,
): Promise<number> {
  let handedOver = 0;
  for (let from: string | undefined; !isOver(); ) {
    const { count, upTo } = await executor.execute(redeliverDueJobs, { lane, lost, from }, SWEEPER);
    handedOver += count;
    if (count < SWEEP_BATCH) break;
    from = upTo;
  }
  while (!isOver() && (await executor.execute(armDueSoon, { lane }, SWEEPER)) === ARMING_BATCH);
  return handedOver;
}

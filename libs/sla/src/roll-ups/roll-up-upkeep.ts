import type { Logger } from '#foundation';
import type { CommandExecutor } from '#runtime';
import type { CurrentCalendars } from './counting-calendars.js';
import { foldChanges } from './fold-changes.command.js';

export interface RollUpTools {
  readonly executor: CommandExecutor;
  readonly calendars: CurrentCalendars;
  readonly logger: Logger;
}

const COUNTER = { actor: 'system:sla', requestId: 'sla-upkeep' };

const PAUSE_MS = 5_000;
/** Marks in one transaction: below a second. */
const BATCH = 2_000;

/**
 * Counts what has ended while a worker runs: at its start and every few seconds. Reports are exact however long that takes,
 * and the faster the less it has left over.
 */
export class RollUpUpkeep {
  private next?: NodeJS.Timeout;
  private running: Promise<void> = Promise.resolve();
  private stopped = false;

  constructor(private readonly tools: RollUpTools) {}

  start(): void {
    this.running = this.run().then(() => {
      if (!this.stopped) this.next = setTimeout(() => this.start(), PAUSE_MS).unref();
    });
  }

  /** Waits for the transaction that runs. */
  async stop(): Promise<void> {
    this.stopped = true;
    clearTimeout(this.next);
    await this.running;
  }

  /** What fails is done by the next run. */
  private async run(): Promise<void> {
    const { executor, calendars, logger } = this.tools;
    try {
      let folded = BATCH;
      while (folded === BATCH && !this.stopped) {
        ({ folded } = await executor.execute(foldChanges, { calendars, limit: BATCH }, COUNTER));
      }
    } catch (error) {
      logger.warn({ code: 'sla.roll-up-failed', error: (error as Error).message });
    }
  }
}

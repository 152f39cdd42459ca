import { addHistoryMonths } from './add-history-months.command.js';
import { cleanHistory, type HistoryTools } from './clean-history.js';

const UPKEEPER = { actor: 'system:history', requestId: 'history-upkeep' };

const HOUR_MS = 3_600_000;
/** Longest cleaning at a time; the next goes on. */
const CLEANING_MS = 60_000;

/** Keeps the history in order while a worker runs: at its start and every hour makes months ahead and deletes what is over. */
export class HistoryUpkeep {
  private next?: NodeJS.Timeout;
  private running: Promise<void> = Promise.resolve();
  private stopped = false;

  constructor(private readonly tools: HistoryTools) {}

  start(): void {
    this.running = this.run().then(() => {
      if (!this.stopped) this.next = setTimeout(() => this.start(), HOUR_MS).unref();
    });
  }

  /** Waits for the part that runs. */
  async stop(): Promise<void> {
    this.stopped = true;
    clearTimeout(this.next);
    await this.running;
  }

  /** What fails is done by the next run: rows without a month of their own go to the default part meanwhile. */
  private async run(): Promise<void> {
    const { executor, logger } = this.tools;
    try {
      await executor.execute(addHistoryMonths, undefined, UPKEEPER);
      const until = performance.now() + CLEANING_MS;
      await cleanHistory(this.tools, UPKEEPER, { goOn: () => !this.stopped && performance.now() < until });
    } catch (error) {
      logger.warn({ code: 'runtime.history-upkeep-failed', error: (error as Error).message });
    }
  }
}

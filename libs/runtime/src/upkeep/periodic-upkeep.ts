import type { Logger } from '#foundation';

export interface PeriodicUpkeepOptions {
  /** From the end of one run to the beginning of the next. */
  readonly everyMs: number;
  /** Work in short parts; asks before each whether to go on. What fails is done by the next run. */
  readonly run: (goOn: () => boolean) => Promise<void>;
  readonly logger: Logger;
  /** Code of the line in the log that tells of a run that failed. */
  readonly failureCode: string;
}

/** What a program does again and again while it runs: at its start and so long after each end, never twice at a time. */
export class PeriodicUpkeep {
  private next?: NodeJS.Timeout;
  private running?: Promise<void>;
  private asked = false;
  private stopped = false;

  constructor(private readonly options: PeriodicUpkeepOptions) {}

  start(): void {
    this.runNow();
  }

  /** Runs at once; while a run is under way once more after it, as that one may have passed what there is to do. */
  runNow(): void {
    this.asked = true;
    if (this.running !== undefined || this.stopped) return;
    clearTimeout(this.next);
    this.running = this.runWhileAsked().finally(() => {
      this.running = undefined;
      if (!this.stopped) this.next = setTimeout(() => this.runNow(), this.options.everyMs).unref();
    });
  }

  /** Waits for the part that runs. */
  async stop(): Promise<void> {
    this.stopped = true;
    clearTimeout(this.next);
    await this.running;
  }

  private async runWhileAsked(): Promise<void> {
    const { run, logger, failureCode: code } = this.options;
    while (this.asked && !this.stopped) {
      this.asked = false;
      try {
        await run(() => !this.stopped);
      } catch (error) {
        logger.warn({ code, error: (error as Error).message });
      }
    }
  }
}

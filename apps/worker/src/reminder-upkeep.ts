import { type ReminderTools, sendDueReminders } from '#reminders';

const REMINDER = { actor: 'system:reminders', requestId: 'reminders' };

const MINUTE_MS = 60_000;

/** Sends reminders while a worker runs: at its start and every minute. */
export class ReminderUpkeep {
  private next?: NodeJS.Timeout;
  private running: Promise<void> = Promise.resolve();
  private stopped = false;

  constructor(private readonly tools: ReminderTools) {}

  start(): void {
    this.running = this.run().then(() => {
      if (!this.stopped) this.next = setTimeout(() => this.start(), MINUTE_MS).unref();
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
    try {
      await sendDueReminders(this.tools, REMINDER, () => !this.stopped);
    } catch (error) {
      this.tools.logger.warn({ code: 'reminders.run-failed', error: (error as Error).message });
    }
  }
}

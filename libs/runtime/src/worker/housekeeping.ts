import type { Logger } from '#foundation';
import type { CommandExecutor } from '../executor/command-executor.js';
import { forgetIdempotencyKeys } from '../executor/forget-idempotency-keys.command.js';
import { forgetOldMessages } from '../messages/forget-old-messages.command.js';

export interface HousekeepingOptions {
  readonly executor: CommandExecutor;
  readonly logger: Logger;
  /** Milliseconds that only go forward. Tests move it. */
  readonly clock?: () => number;
}

const EVERY_MS = 60_000;
const HOUSEKEEPER = { actor: 'system:sweep', requestId: 'sweep' };

/** Drops what the office has kept long enough. It never rejects: nothing that matters more may wait for it. */
export class Housekeeping {
  private notBefore = -Infinity;

  constructor(private readonly options: HousekeepingOptions) {}

  /** Does a batch of each, once a minute; as long as there is more, each time it is called. */
  async runIfDue(): Promise<void> {
    const { executor, logger, clock = () => performance.now() } = this.options;
    if (clock() < this.notBefore) return;
    this.notBefore = clock() + EVERY_MS;
    try {
      const messages = await executor.execute(forgetOldMessages, undefined, HOUSEKEEPER);
      const keys = await executor.execute(forgetIdempotencyKeys, undefined, HOUSEKEEPER);
      if (messages.forgotten + keys.forgotten > 0) this.notBefore = clock();
    } catch (error) {
      logger.warn({ code: 'runtime.housekeeping-failed', error: (error as Error).message });
    }
  }
}

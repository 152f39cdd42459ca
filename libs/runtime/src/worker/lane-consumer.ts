import type { Logger } from '#foundation';
import type { DeliveryConsumer, DeliveryQueue, Lane, TakeDelivery, Taken } from '#queue';

export interface LaneConsumerOptions {
  readonly queue: DeliveryQueue;
  readonly lane: Lane;
  /** Deliveries in hand at once. */
  readonly concurrency: number;
  readonly take: TakeDelivery;
  readonly logger: Logger;
  /** Called each time the consumer is rebuilt. */
  readonly onRebuilt: () => void;
  /** Milliseconds that only go forward. Tests move it. */
  readonly clock?: () => number;
}

/** A consumer that takes nothing for so long, although it could and there is what to take, counts as dead. */
const SILENT_AFTER_MS = 5_000;

/**
 * Takes the deliveries of one lane and notices when its connection has fallen silent, which a client that waits on a dead
 * connection tells nobody. A backlog alone is no sign of it: then the consumer has its hands full, or goes on taking.
 */
export class LaneConsumer {
  private consumer?: DeliveryConsumer;
  private inHand = 0;
  /** Since when it could have taken something and did not. */
  private idleSince?: number;
  private complaint: string | null = null;
  private closed = false;

  constructor(private readonly options: LaneConsumerOptions) {}

  async open(): Promise<void> {
    const { queue, lane, concurrency } = this.options;
    this.consumer = await queue.consume(lane, (jobId) => this.take(jobId), { concurrency });
  }

  /** Takes nothing new and resolves when what runs has finished. */
  async close(): Promise<void> {
    this.closed = true;
    await this.consumer?.close();
  }

  /** What is wrong, until something is taken or nothing is left to take; null: nothing. */
  get stuck(): string | null {
    return this.complaint;
  }

  /** Told by each sweep whether work of this lane has been due for a while and is in nobody's hands. Replaces what is dead. */
  async inspect(overdue: boolean): Promise<void> {
    const { lane, concurrency, logger, onRebuilt, clock = () => performance.now() } = this.options;
    if (!overdue) this.complaint = null;
    if (!overdue || this.closed || this.inHand >= concurrency) {
      this.idleSince = undefined;
      return;
    }
    this.idleSince ??= clock();
    if (clock() - this.idleSince < SILENT_AFTER_MS) return;
    this.complaint = `Work of the lane ${lane} has been due for ${SILENT_AFTER_MS / 1000} s, and this worker has taken nothing.`;
    logger.error({ code: 'runtime.consumer-rebuilt', lane, inHand: this.inHand });
    onRebuilt();
    this.idleSince = clock();
    await this.consumer?.rebuild();
  }

  private async take(jobId: string): Promise<Taken> {
    this.idleSince = undefined;
    this.complaint = null;
    this.inHand++;
    try {
      return await this.options.take(jobId);
    } finally {
      this.inHand--;
    }
  }
}

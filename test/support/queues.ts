import { type Delivery, type DeliveryQueue, type Lane, type LaneDepth, LANES } from '#queue';

/** A queue without consumers that keeps what it is given, as BullMQ does: the same id once. */
export class ToyQueue implements DeliveryQueue {
  /** By id. */
  readonly held = new Map<string, Delivery>();

  publish(deliveries: readonly Delivery[]): Promise<void> {
    for (const delivery of deliveries) {
      const id = `${delivery.jobId}.${delivery.sequence}`;
      if (!this.held.has(id)) this.held.set(id, delivery);
    }
    return Promise.resolve();
  }

  depth(): Promise<Record<Lane, LaneDepth>> {
    const entries = LANES.map((name): [Lane, LaneDepth] => {
      const inLane = [...this.held.values()].filter(({ lane }) => lane === name);
      const delayed = inLane.filter(({ delayMs }) => delayMs > 0).length;
      return [name, { waiting: inLane.length - delayed, delayed, taken: 0 }];
    });
    return Promise.resolve(Object.fromEntries(entries) as Record<Lane, LaneDepth>);
  }

  /** What it holds for a job, oldest first. */
  of(jobId: string): Delivery[] {
    return [...this.held.values()].filter((delivery) => delivery.jobId === jobId);
  }

  consume = () => Promise.resolve({ close: () => Promise.resolve(), rebuild: () => Promise.resolve() });
  ping = () => Promise.resolve();
  close = () => Promise.resolve();
}

import { type Delivery, type DeliveryQueue, type Lane, type LaneDepth, LANES } from '#queue';

const EMPTY = { waiting: 0, delayed: 0, taken: 0 };

/** Loses every delivery: what a command needs must come from the database alone. */
export const forgetfulQueue: DeliveryQueue = {
  publish: () => Promise.resolve(),
  consume: () => Promise.resolve({ close: () => Promise.resolve(), rebuild: () => Promise.resolve() }),
  depth: () => Promise.resolve({ steps: EMPTY, work: EMPTY }),
  ping: () => Promise.resolve(),
  close: () => Promise.resolve(),
};

/** Keeps what it is given and gives it to nobody; as in BullMQ, a delivery that is there is not there twice. */
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

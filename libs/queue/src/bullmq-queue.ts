import type { Logger } from '#foundation';
import type { BullmqBackend } from './bullmq-backend.js';
import { BullmqConsumer } from './bullmq-consumer.js';
import {
  type Delivery,
  type DeliveryConsumer,
  type DeliveryQueue,
  type Lane,
  type LaneDepth,
  LANES,
  type TakeDelivery,
} from './delivery-queue.js';
import { FairShares } from './fair-shares.js';
import { SparseReports } from './sparse-reports.js';

/** BullMQ keeps a stream of events beside each queue; nobody reads ours. */
const KEPT_EVENTS = 100;

/** Deliveries over BullMQ, on whichever backend: one BullMQ queue for each lane. Payload: the job id alone. */
export class BullmqQueue<Connection> implements DeliveryQueue {
  private readonly lanes;
  private readonly shares = new FairShares();
  /** What a process hands over again after an outage is soon forgotten: its orphans of later must not pay for it. */
  private readonly sharesOfSweeps = new FairShares({ leakPerSecond: 1_000 });
  private readonly reports: SparseReports;

  constructor(
    private readonly backend: BullmqBackend<Connection>,
    private readonly prefix: string,
    logger: Logger,
  ) {
    this.reports = new SparseReports(logger);
    this.lanes = Object.fromEntries(LANES.map((lane) => [lane, this.openLane(lane)])) as Record<
      Lane,
      ReturnType<BullmqQueue<Connection>['openLane']>
    >;
  }

  async publish(deliveries: readonly Delivery[]): Promise<void> {
    this.backend.refuseUnfit();
    await Promise.all(
      LANES.map(async (lane) => {
        const entries = deliveries.filter((delivery) => delivery.lane === lane).map((delivery) => this.toEntry(delivery));
        if (entries.length > 0) await this.lanes[lane].addBulk(entries);
      }),
    );
  }

  async consume(lane: Lane, take: TakeDelivery, { concurrency }: { readonly concurrency: number }): Promise<DeliveryConsumer> {
    const { backend, reports } = this;
    const consumer = new BullmqConsumer({ backend, name: this.nameOf(lane), lane, take, concurrency, reports });
    await consumer.ready();
    return consumer;
  }

  async depth(): Promise<Readonly<Record<Lane, LaneDepth>>> {
    const [steps, work] = await Promise.all([this.depthOf('steps'), this.depthOf('work')]);
    return { steps, work };
  }

  ping(): Promise<void> {
    return this.backend.ping();
  }

  async close(): Promise<void> {
    await Promise.all(LANES.map((lane) => this.lanes[lane].close()));
    await this.backend.close();
  }

  private openLane(lane: Lane) {
    const queue = new this.backend.classes.Queue(this.nameOf(lane), {
      connection: this.backend.producerConnection,
      defaultJobOptions: { removeOnComplete: true, removeOnFail: true, attempts: 1 },
      streams: { events: { maxLen: KEPT_EVENTS } },
    });
    queue.on('error', (error) => this.reports.backendError(`producer of ${lane}`, error));
    return queue;
  }

  /** The backends know no namespace in common but the name of the queue. */
  private nameOf(lane: Lane): string {
    return `${this.prefix}-${lane}`;
  }

  private toEntry({ jobId, sequence, delayMs, share, again }: Delivery) {
    const shares = again ? this.sharesOfSweeps : this.shares;
    const priority = share === undefined ? 0 : shares.priorityOf(share);
    return { name: 'due', data: { jobId }, opts: { jobId: `${jobId}.${sequence}`, delay: Math.ceil(delayMs), priority } };
  }

  private async depthOf(lane: Lane): Promise<LaneDepth> {
    const counts = await this.lanes[lane].getJobCounts('wait', 'prioritized', 'delayed', 'active');
    const { wait = 0, prioritized = 0, delayed = 0, active = 0 } = counts;
    return { waiting: wait + prioritized, delayed, taken: active };
  }
}

import { type BackendClasses, DelayedError, type IQueueBackend, UnrecoverableError } from 'bullmq';
import type { BullmqBackend } from './bullmq-backend.js';
import type { DeliveryConsumer, Lane, TakeDelivery, Taken } from './delivery-queue.js';
import type { SparseReports } from './sparse-reports.js';

export interface BullmqConsumerOptions<Connection> {
  readonly backend: BullmqBackend<Connection>;
  /** BullMQ's name of the queue. */
  readonly name: string;
  readonly lane: Lane;
  readonly take: TakeDelivery;
  readonly concurrency: number;
  readonly reports: SparseReports;
}

/**
 * A worker that dies between taking a delivery and leasing its job leaves the delivery in its dead hands, and the sweep
 * cannot hand over the same once more. BullMQ frees it at the second check after its lock has ended: within LOCK_MS or two
 * intervals, whichever is later, so about 3.5 s.
 */
const LOCK_MS = 2_000;
const STALLED_CHECK_MS = 1_500;
/** As far as an integer of Postgres goes. */
const ANY_NUMBER = 2_147_483_647;
/**
 * A consumer rests so long after an error. BullMQ itself would wait 15 s after one of the connection, and not at all after
 * another: it would ask a full Redis thousands of times a second.
 */
const REST_MS = 500;
/** What a silent connection may hold up the closing of what is thrown away. */
const CLOSE_LIMIT_MS = 2_000;

/** A BullMQ worker on connections of its own, which can be replaced. */
export class BullmqConsumer<Connection> implements DeliveryConsumer {
  private current: ReturnType<BullmqConsumer<Connection>['open']>;
  private readonly running = new Set<Promise<Taken>>();
  private readonly dropped = new Set<Promise<void>>();

  constructor(private readonly options: BullmqConsumerOptions<Connection>) {
    this.current = this.open();
  }

  async ready(): Promise<void> {
    await this.current.worker.waitUntilReady();
  }

  async rebuild(): Promise<void> {
    const silent = this.current;
    // Forced: it fetches nothing from here on, and does not wait for what runs.
    const closing = atMost(CLOSE_LIMIT_MS, silent.worker.close(true)).finally(() => silent.line.drop());
    const dropped = closing.finally(() => this.dropped.delete(dropped));
    this.dropped.add(dropped);
    this.current = this.open();
    await atMost(CLOSE_LIMIT_MS, this.ready());
  }

  async close(): Promise<void> {
    const { worker, line } = this.current;
    const closing = worker.close();
    // What has run is done; that BullMQ hears of it is not worth waiting for a backend that is away.
    do {
      await Promise.all(this.running);
      await atMost(CLOSE_LIMIT_MS, closing);
    } while (this.running.size > 0);
    await atMost(CLOSE_LIMIT_MS, worker.disconnect());
    line.drop();
    await Promise.all(this.dropped);
  }

  private async track(taking: Promise<Taken>): Promise<Taken> {
    this.running.add(taking);
    try {
      return await taking;
    } finally {
      this.running.delete(taking);
    }
  }

  private open() {
    const { backend, name, lane, take, concurrency, reports } = this.options;
    const line = backend.openConsumerConnection();
    const worker = new (withoutLongWaits(backend.classes.Worker))<{ jobId?: unknown }>(
      name,
      async (job, token) => {
        if (typeof job.data.jobId !== 'string') throw new UnrecoverableError('A delivery without a job id.');
        const taken = await this.track(take(job.data.jobId));
        if (taken === undefined) return;
        await job.moveToDelayed(Date.now() + Math.ceil(taken.tooEarlyByMs), token);
        throw new DelayedError();
      },
      {
        connection: line.connection,
        concurrency,
        lockDuration: LOCK_MS,
        stalledInterval: STALLED_CHECK_MS,
        // A delivery is a hint: it is never to blame for the workers that died with it.
        maxStalledCount: ANY_NUMBER,
        runRetryDelay: REST_MS,
      },
    );
    worker.on('error', (error) => {
      reports.backendError(`consumer of ${lane}`, error);
      if (worker.isPaused()) return;
      void worker.pause(true);
      setTimeout(() => void worker.resume(), REST_MS).unref();
    });
    return { worker, line };
  }
}

/**
 * After a check for stalled deliveries that failed BullMQ waits 5 s, which nothing ends: they would stay so much longer in
 * dead hands, and the process would live on when all is closed. Its own interval is wait enough.
 */
function withoutLongWaits<Connection>(Worker: BackendClasses<IQueueBackend, Connection>['Worker']) {
  return class<Payload> extends Worker<Payload> {
    protected override checkConnectionError<Result>(check: () => Promise<Result>): Promise<Result | undefined> {
      return super.checkConnectionError(check, 0);
    }
  };
}

/** Resolves when the work has ended, well or badly, or the time is over. */
async function atMost(milliseconds: number, work: Promise<unknown>): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const limit = new Promise<void>((resolve) => (timer = setTimeout(resolve, milliseconds)));
  await Promise.race([work.then(() => undefined).catch(() => undefined), limit]);
  clearTimeout(timer);
}

import { CONTINUE_TOPIC, variablesOf } from '#engine';
import { faultPoint, type Logger, newId } from '#foundation';
import type { Caller } from '#audit';
import type { Taken } from '#queue';
import { isOutage } from '#database';
import type { CommandExecutor } from '../executor/command-executor.js';
import type { AttemptOutcome } from '../executor/runtime-metrics.js';
import { LeaseLostError } from '../errors.js';
import { judgeRefusedDelivery } from '../deliveries/judge-refused-delivery.command.js';
import { failJob } from '../jobs/fail-job.command.js';
import { MissingHandlerError, WorkersLostError } from './errors.js';
import { HeldLeases } from './held-leases.js';
import { describeFailure } from '../jobs/job-failure.js';
import { BpmnError, type JobHandlerRegistry } from './job-handler.js';
import type { LocalWorker, Place } from './jobs-at-hand.js';
import { layJobAside } from './lay-job-aside.command.js';
import { type LeasedJob, leaseJob } from './lease-job.command.js';
import { Onward } from './onward.js';
import { outlastOutage } from './outlast-outage.js';
import { Places } from './places.js';
import { returnJob } from './return-job.command.js';
import { DETACHED_KINDS, settleDetachedJob } from '../jobs/settle-detached-job.command.js';
import { type JobOutcome, settleJob } from '../jobs/settle-job.command.js';

export interface JobRunnerOptions {
  readonly executor: CommandExecutor;
  readonly handlers: JobHandlerRegistry;
  readonly logger: Logger;
  /** A lease lasts so long without a sign of life; while the handler runs it is extended. */
  readonly leaseSeconds: number;
  /** Jobs at hand that run at once, beside what the queue brings. Absent: no bound. */
  readonly concurrency?: number;
}

/** A worker goes on along one chain of jobs no longer than this, for others wait for the place. */
const SLICE_MS = 100;

/** A job whose worker died or was cut off so many times in a row is more likely the cause than the victim. */
const MOST_LOST_ATTEMPTS = 10;

/** Runs jobs from their delivery to their settlement: lease, handler outside any transaction, settle as the owner. */
export class JobRunner implements LocalWorker {
  /** Unique per process, so that a restarted worker never mistakes an old lease for its own. */
  private readonly name = `worker-${newId()}`;
  private leaseCount = 0;
  readonly leaseSeconds: number;
  private readonly places: Places;
  private readonly leases: HeldLeases;
  private readonly running = new Set<Promise<unknown>>();
  private draining = false;
  private aborted = false;

  constructor(private readonly options: JobRunnerOptions) {
    this.leaseSeconds = options.leaseSeconds;
    this.places = new Places(options.concurrency ?? Number.POSITIVE_INFINITY);
    this.leases = new HeldLeases(options);
  }

  /** Runs a delivered job, if it is still to be had. Never rejects: what goes wrong is recorded on the job, or is left to the sweep. */
  run(jobId: string): Promise<Taken> {
    return this.track(this.runDelivered(jobId, (job) => this.runChain(job)));
  }

  /** The same for what runs no handler: handlers that follow upon it do not get its place. */
  runStep(jobId: string): Promise<Taken> {
    return this.track(this.runDelivered(jobId, (job) => this.runLeased(job, this)));
  }

  newOwner(): string {
    return `${this.name}.${++this.leaseCount}`;
  }

  keepPlace(topic: string): Place | undefined {
    if (this.draining || !this.serves(topic) || !this.places.tryTake()) return undefined;
    return {
      run: (job) => void this.track(this.runChain(job).finally(() => this.places.release())),
      giveBack: () => this.places.release(),
    };
  }

  /** Ids of the jobs whose handlers run. */
  get inHand(): readonly string[] {
    return this.leases.jobIds;
  }

  /** Takes no new job at hand, and resolves when nothing runs any more. */
  async drain(): Promise<void> {
    this.draining = true;
    while (this.running.size > 0) await Promise.all(this.running);
  }

  /** Tells running handlers to leave off. The jobs of those that do go back to the queue; others end as they end. */
  abort(): void {
    this.draining = true;
    this.aborted = true;
    this.leases.abort();
  }

  private async track<T>(work: Promise<T>): Promise<T> {
    this.running.add(work);
    try {
      return await work;
    } finally {
      this.running.delete(work);
    }
  }

  private async runDelivered(jobId: string, go: (job: LeasedJob) => Promise<void>): Promise<Taken> {
    const { executor, leaseSeconds, logger } = this.options;
    // What a lane still brings goes to other workers: their sweep sees that the queue has lost it.
    if (this.aborted) return;
    try {
      await faultPoint('job.before-lease', jobId);
      const job = await executor.execute(leaseJob, { jobId, owner: this.newOwner(), leaseSeconds }, callerFor(jobId));
      if (job !== null) return await go(job);
      const why = await executor.execute(judgeRefusedDelivery, { jobId }, callerFor(jobId));
      if (why === 'held') {
        const stillHeld = await executor.execute(layJobAside, { jobId }, callerFor(jobId));
        // Whoever has let it go on meanwhile did not find it among those laid aside.
        if (!stillHeld) return { tooEarlyByMs: 0 };
      } else if (why !== null) return { tooEarlyByMs: why };
    } catch (error) {
      logger.error({ code: 'runtime.job-left-to-sweep', jobId, error: describeFailure(error).message });
    }
  }

  /** Runs a job and, in the same place, those that come out of it one after the other. Never rejects. */
  private async runChain(first: LeasedJob): Promise<void> {
    const sliceEnds = performance.now() + SLICE_MS;
    const mayGoOn = () => !this.draining && performance.now() < sliceEnds;
    for (let job: LeasedJob | undefined = first; job !== undefined; ) {
      const onward = new Onward(this, mayGoOn);
      await this.runLeased(job, onward);
      job = onward.next;
    }
  }

  private async runLeased(job: LeasedJob, onward: LocalWorker): Promise<void> {
    const { executor, logger } = this.options;
    const { metrics } = executor;
    const signal = this.leases.hold({ jobId: job.id, owner: job.owner });
    metrics.jobTaken(job);
    try {
      await faultPoint('job.leased', job.id);
      metrics.attemptEnded(job, await this.attempt(job, signal, onward));
    } catch (error) {
      if (error instanceof LeaseLostError) {
        metrics.attemptEnded(job, 'lease-lost');
        logger.info({ code: error.code, jobId: job.id });
      } else logger.error({ code: 'runtime.job-left-to-sweep', jobId: job.id, error: describeFailure(error).message });
    } finally {
      this.leases.letGo(job.owner);
    }
  }

  /** @throws LeaseLostError, and what our database throws at the settlement while it is away: neither is a failure of the job. */
  private async attempt(job: LeasedJob, signal: AbortSignal, onward: LocalWorker): Promise<AttemptOutcome> {
    let outcome: JobOutcome;
    try {
      if (job.lostAttempts >= MOST_LOST_ATTEMPTS) throw new WorkersLostError(job.lostAttempts);
      outcome = await this.perform(job, signal);
    } catch (error) {
      // Whatever a handler throws is a failure: a system of its own that is away reads like a database that is.
      return this.endUnsettled(job, signal, error, onward);
    }
    try {
      await outlastOutage(this.leaseSeconds * 1000, () => this.settle(job, outcome, onward));
    } catch (error) {
      if (isOutage(error)) throw error;
      return this.endUnsettled(job, signal, error, onward);
    }
    return outcome.kind === 'due' ? 'done' : outcome.kind;
  }

  private settle(job: LeasedJob, outcome: JobOutcome, onward: LocalWorker): Promise<void> {
    const { executor } = this.options;
    const held = { jobId: job.id, owner: job.owner };
    return DETACHED_KINDS.has(job.kind)
      ? executor.execute(settleDetachedJob, held, callerFor(job.id), onward)
      : executor.execute(settleJob, { ...held, outcome }, callerFor(job.id), onward);
  }

  private async endUnsettled(job: LeasedJob, signal: AbortSignal, error: unknown, onward: LocalWorker): Promise<AttemptOutcome> {
    const { executor } = this.options;
    const held = { jobId: job.id, owner: job.owner };
    if (error instanceof LeaseLostError) throw error;
    // A handler that leaves off when it is told to has not failed, whatever it throws for it.
    if (signal.reason instanceof LeaseLostError) throw signal.reason;
    if (signal.aborted) {
      await executor.execute(returnJob, held, callerFor(job.id));
      return 'returned';
    }
    return executor.execute(failJob, { ...held, error: describeFailure(error) }, callerFor(job.id), onward);
  }

  private async perform(job: LeasedJob, signal: AbortSignal): Promise<JobOutcome> {
    if (!isServiceJob(job)) return { kind: 'due' };
    const { handlers, logger } = this.options;
    const { topic } = job;
    if (topic === CONTINUE_TOPIC) return { kind: 'done', result: {} };
    const handler = handlers.get(topic);
    if (handler === undefined) throw new MissingHandlerError(topic);
    const handlerEnded = this.options.executor.metrics.handlerDuration.startTimer({ topic });
    try {
      const result = await handler.handle({
        jobId: job.id,
        instanceId: job.instanceId,
        rootInstanceId: job.rootInstanceId,
        businessKey: job.businessKey,
        elementId: job.elementId ?? '',
        topic,
        attempt: job.attempt,
        variables: variablesOf(job.state, job.activityKey),
        now: job.leasedAt,
        signal,
        log: logger.child({ jobId: job.id, topic, instanceId: job.instanceId }),
      });
      await faultPoint('job.effect-done', job.id);
      return { kind: 'done', result };
    } catch (error) {
      if (error instanceof BpmnError) {
        return { kind: 'bpmn-error', errorCode: error.errorCode, errorMessage: error.message };
      }
      throw error;
    } finally {
      handlerEnded();
    }
  }

  serves(topic: string): boolean {
    return topic === CONTINUE_TOPIC || this.options.handlers.has(topic);
  }
}

/** The worker acts under the id of the job: that is what ties its log lines and audit entries together. */
function callerFor(jobId: string): Caller {
  return { actor: 'system:worker', requestId: jobId };
}

/** Has a handler, and an instance that waits for it. */
type ServiceJob = LeasedJob & {
  readonly [Field in 'instanceId' | 'rootInstanceId' | 'activityKey' | 'state' | 'topic']: NonNullable<LeasedJob[Field]>;
};

function isServiceJob(job: LeasedJob): job is ServiceJob {
  return job.kind === 'service';
}

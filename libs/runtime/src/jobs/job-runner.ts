import { CONTINUE_TOPIC, variablesOf } from '#engine';
import { CongvanError, faultPoint, type Logger, newId } from '#foundation';
import type { Caller } from '#audit';
import type { CommandExecutor } from '../command-executor.js';
import { LeaseLostError } from '../errors.js';
import { failJob } from './fail-job.command.js';
import { HeldLeases } from './held-leases.js';
import { describeFailure } from './job-failure.js';
import { BpmnError, type JobHandlerRegistry } from './job-handler.js';
import type { LocalWorker, Place } from './jobs-at-hand.js';
import { type LeasedJob, leaseJob } from './lease-job.command.js';
import { Places } from './places.js';
import { DETACHED_KINDS, settleDetachedJob } from './settle-detached-job.command.js';
import { type JobOutcome, settleJob } from './settle-job.command.js';

export interface JobRunnerOptions {
  readonly executor: CommandExecutor;
  readonly handlers: JobHandlerRegistry;
  readonly logger: Logger;
  /** A lease lasts so long without a sign of life; while the handler runs it is extended. */
  readonly leaseSeconds: number;
  /** Jobs that run at once. Absent: no bound. */
  readonly concurrency?: number;
}

/** Where others wait for its place, a worker goes on along one chain of jobs no longer than this. */
const SLICE_MS = 100;

/** Runs jobs from their delivery to their settlement: lease, handler outside any transaction, settle as the owner. */
export class JobRunner implements LocalWorker {
  /** Unique per process, so that a restarted worker never mistakes an old lease for its own. */
  readonly owner = `worker-${newId()}`;
  readonly leaseSeconds: number;
  private readonly places: Places;
  private readonly leases: HeldLeases;
  private readonly running = new Set<Promise<void>>();
  private draining = false;

  constructor(private readonly options: JobRunnerOptions) {
    this.leaseSeconds = options.leaseSeconds;
    this.places = new Places(options.concurrency ?? Number.POSITIVE_INFINITY);
    this.leases = new HeldLeases(options, this.owner);
  }

  /** Runs a delivered job, if it is still to be had. Never rejects: what goes wrong is recorded on the job, or is left to the sweep. */
  async run(jobId: string): Promise<void> {
    await this.places.take();
    await this.track(this.runDelivered(jobId));
  }

  keepPlace(topic: string): Place | undefined {
    if (this.draining || !this.serves(topic) || !this.places.tryTake()) return undefined;
    return {
      run: (job) => void this.track(this.runChain(job)),
      giveBack: () => this.places.release(),
    };
  }

  /** Whether a job that comes now would be run at once. */
  get hasFreePlace(): boolean {
    return this.places.anyFree;
  }

  /** Takes no new job at hand, and resolves when nothing runs any more. */
  async drain(): Promise<void> {
    this.draining = true;
    while (this.running.size > 0) await Promise.all(this.running);
  }

  /** Tells running handlers to leave off. Their jobs stay leased until the lease ends, then run elsewhere. */
  stop(): void {
    this.draining = true;
    this.leases.stop();
  }

  private async track(work: Promise<void>): Promise<void> {
    this.running.add(work);
    try {
      await work;
    } finally {
      this.running.delete(work);
      this.places.release();
    }
  }

  private async runDelivered(jobId: string): Promise<void> {
    const { executor, leaseSeconds, logger } = this.options;
    try {
      await faultPoint('job.before-lease', jobId);
      const job = await executor.execute(leaseJob, { jobId, owner: this.owner, leaseSeconds }, callerFor(jobId));
      if (job !== null) await this.runChain(job);
    } catch (error) {
      logger.error({ code: 'runtime.job-left-to-sweep', jobId, error: describeFailure(error).message });
    }
  }

  /** Runs a job and, in the same place, those that come out of it one after the other. Never rejects. */
  private async runChain(first: LeasedJob): Promise<void> {
    const sliceEnds = performance.now() + SLICE_MS;
    const mayGoOn = () => !this.draining && (!this.places.contested || performance.now() < sliceEnds);
    for (let job: LeasedJob | undefined = first; job !== undefined; ) {
      const onward = new Onward(this, mayGoOn);
      await this.runLeased(job, onward);
      job = onward.next;
    }
  }

  private async runLeased(job: LeasedJob, onward: LocalWorker): Promise<void> {
    const { executor, logger } = this.options;
    const caller = callerFor(job.id);
    const held = { jobId: job.id, owner: this.owner };
    try {
      await faultPoint('job.leased', job.id);
      try {
        if (DETACHED_KINDS.has(job.kind)) await executor.execute(settleDetachedJob, held, caller, onward);
        else await executor.execute(settleJob, { ...held, outcome: await this.perform(job) }, caller, onward);
      } catch (error) {
        if (error instanceof LeaseLostError) throw error;
        await executor.execute(failJob, { ...held, error: describeFailure(error) }, caller, onward);
      }
    } catch (error) {
      if (error instanceof LeaseLostError) logger.info({ code: error.code, jobId: job.id });
      else logger.error({ code: 'runtime.job-left-to-sweep', jobId: job.id, error: describeFailure(error).message });
    }
  }

  private async perform(job: LeasedJob): Promise<JobOutcome> {
    if (!isServiceJob(job)) return { kind: 'due' };
    const { handlers, logger } = this.options;
    const { topic } = job;
    if (topic === CONTINUE_TOPIC) return { kind: 'done', result: {} };
    const handler = handlers.get(topic);
    if (handler === undefined) throw new MissingHandlerError(topic);
    const signal = this.leases.hold(job.id);
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
      this.leases.letGo(job.id);
    }
  }

  serves(topic: string): boolean {
    return topic === CONTINUE_TOPIC || this.options.handlers.has(topic);
  }
}

/** The worker as the settlement of one of its jobs sees it: the place of that job is about to be free. */
class Onward implements LocalWorker {
  next?: LeasedJob;
  private kept = false;
  readonly owner: string;
  readonly leaseSeconds: number;

  constructor(
    private readonly runner: JobRunner,
    private readonly mayGoOn: () => boolean,
  ) {
    this.owner = runner.owner;
    this.leaseSeconds = runner.leaseSeconds;
  }

  keepPlace(topic: string): Place | undefined {
    if (this.kept || !this.mayGoOn() || !this.runner.serves(topic)) return this.runner.keepPlace(topic);
    this.kept = true;
    return {
      run: (job) => {
        this.next = job;
      },
      giveBack: () => {
        this.kept = false;
      },
    };
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

/** The program that leased the job does not know its topic; one that does may be running beside it. */
class MissingHandlerError extends CongvanError {
  readonly code = 'runtime.missing-handler';
  readonly kind = 'transient';
  constructor(topic: string) {
    super(`This worker has no handler for the topic ${topic}.`);
  }
}

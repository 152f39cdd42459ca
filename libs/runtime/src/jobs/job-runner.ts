import { CONTINUE_TOPIC, variablesOf } from '#engine';
import { CongvanError, type Logger, newId } from '#foundation';
import type { Caller } from '#audit';
import type { CommandExecutor } from '../command-executor.js';
import { LeaseLostError } from '../errors.js';
import { extendLease } from './extend-lease.command.js';
import { failJob } from './fail-job.command.js';
import { BpmnError, type JobHandlerRegistry } from './job-handler.js';
import { type LeasedJob, leaseJob } from './lease-job.command.js';
import { DETACHED_KINDS, settleDetachedJob } from './settle-detached-job.command.js';
import { type JobOutcome, settleJob } from './settle-job.command.js';

export interface JobRunnerOptions {
  readonly executor: CommandExecutor;
  readonly handlers: JobHandlerRegistry;
  readonly logger: Logger;
  readonly leaseSeconds: number;
}

/** Runs one job from its delivery to its settlement: lease, handler outside any transaction, settle as the owner. */
export class JobRunner {
  /** Unique per process, so that a restarted worker never mistakes an old lease for its own. */
  private readonly owner = `worker-${newId()}`;
  private readonly stopping = new AbortController();

  constructor(private readonly options: JobRunnerOptions) {}

  /** Never rejects: what goes wrong is recorded on the job, or is left to the next delivery. */
  async run(jobId: string): Promise<void> {
    const { executor, leaseSeconds, logger } = this.options;
    const caller: Caller = { actor: 'system:worker', requestId: jobId };
    try {
      const job = await executor.execute(leaseJob, { jobId, owner: this.owner, leaseSeconds }, caller);
      if (job === null) return;
      try {
        const held = { jobId, owner: this.owner };
        if (DETACHED_KINDS.has(job.kind)) await executor.execute(settleDetachedJob, held, caller);
        else await executor.execute(settleJob, { ...held, outcome: await this.perform(job, caller) }, caller);
      } catch (error) {
        if (error instanceof LeaseLostError) throw error;
        await executor.execute(failJob, { jobId, owner: this.owner, error: describe(error) }, caller);
      }
    } catch (error) {
      if (error instanceof LeaseLostError) logger.info({ code: error.code, jobId });
      else logger.error({ code: 'runtime.job-left-to-sweep', jobId, error: describe(error).message });
    }
  }

  /** Tells running handlers to leave off. Their jobs stay leased until the lease ends, then run elsewhere. */
  stop(): void {
    this.stopping.abort();
  }

  private async perform(job: LeasedJob, caller: Caller): Promise<JobOutcome> {
    if (!isServiceJob(job)) return { kind: 'due' };
    const { handlers, logger } = this.options;
    const { topic } = job;
    if (topic === CONTINUE_TOPIC) return { kind: 'done', result: {} };
    const handler = handlers.get(topic);
    if (handler === undefined) throw new MissingHandlerError(topic);
    const lease = this.keepLease(job.id, caller);
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
        signal: lease.signal,
        log: logger.child({ jobId: job.id, topic, instanceId: job.instanceId }),
      });
      return { kind: 'done', result };
    } catch (error) {
      if (error instanceof BpmnError) {
        return { kind: 'bpmn-error', errorCode: error.errorCode, errorMessage: error.message };
      }
      throw error;
    } finally {
      lease.release();
    }
  }

  /** Extends the lease while the handler runs; the signal is raised when it is lost or the worker stops. */
  private keepLease(jobId: string, caller: Caller): { signal: AbortSignal; release: () => void } {
    const { executor, leaseSeconds } = this.options;
    const lost = new AbortController();
    const heartbeat = setInterval(() => {
      executor.execute(extendLease, { jobId, owner: this.owner, leaseSeconds }, caller).then(
        (held) => held || lost.abort(),
        (error: Error) => this.options.logger.warn({ code: 'runtime.lease-not-extended', jobId, error: error.message }),
      );
    }, (leaseSeconds * 1000) / 3);
    return {
      signal: AbortSignal.any([lost.signal, this.stopping.signal]),
      release: () => clearInterval(heartbeat),
    };
  }
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

function describe(error: unknown): { message: string; stack?: string; code?: string } {
  if (!(error instanceof Error)) return { message: String(error) };
  return { message: error.message, stack: error.stack, ...(error instanceof CongvanError && { code: error.code }) };
}

import type { Logger } from '#foundation';
import type { CommandExecutor } from '../executor/command-executor.js';
import { LeaseLostError } from '../errors.js';
import { WorkerStopsSignal } from './errors.js';
import { extendLeases, type Lease } from './extend-leases.command.js';

export interface HeldLeasesOptions {
  readonly executor: CommandExecutor;
  readonly logger: Logger;
  readonly leaseSeconds: number;
}

interface HeldLease extends Lease {
  readonly abort: AbortController;
  readonly since: number;
  /** When it was last known to be ours, on the monotonic clock of this process, in ms. */
  confirmedAt: number;
  warned: boolean;
}

/** A job that runs so long is worth a line in the log; it may be right, or its handler hangs. */
const LONG_RUN_MS = 10 * 60_000;

/** The leases of one worker: one statement keeps them all alive, one signal each tells when one is lost. */
export class HeldLeases {
  /** By the name under which the job is held: this worker may come to hold a job again while an older run still ends. */
  private readonly held = new Map<string, HeldLease>();
  private aborted = false;
  private extending = false;
  private heartbeat?: NodeJS.Timeout;

  constructor(private readonly options: HeldLeasesOptions) {}

  /**
   * Keeps a lease until {@link letGo}. The signal is raised when the worker stops ({@link WorkerStopsSignal}), and with a
   * LeaseLostError when the job has gone (its activity or instance was cancelled) or into other hands, and when the
   * life of the lease is over without a word from the database.
   */
  hold({ jobId, owner }: Lease): AbortSignal {
    const abort = new AbortController();
    const now = performance.now();
    if (this.aborted) abort.abort(new WorkerStopsSignal());
    this.held.set(owner, { jobId, owner, abort, since: now, confirmedAt: now, warned: false });
    this.heartbeat ??= setInterval(() => this.beat(), (this.options.leaseSeconds * 1000) / 3);
    return abort.signal;
  }

  /** Ids of the jobs that run. */
  get jobIds(): string[] {
    return [...this.held.values()].map(({ jobId }) => jobId);
  }

  letGo(owner: string): void {
    this.held.delete(owner);
    if (this.held.size > 0) return;
    clearInterval(this.heartbeat);
    this.heartbeat = undefined;
  }

  /** Raises the signal of every job in hand. */
  abort(): void {
    this.aborted = true;
    for (const { abort } of this.held.values()) abort.abort(new WorkerStopsSignal());
  }

  private beat(): void {
    const now = performance.now();
    for (const lease of this.held.values()) {
      // Whatever the database does not say: another worker may have the job by now.
      if (now - lease.confirmedAt > this.options.leaseSeconds * 1000) lose(lease);
      if (now - lease.since > LONG_RUN_MS && !lease.warned) {
        lease.warned = true;
        this.options.logger.warn({ code: 'runtime.job-runs-long', jobId: lease.jobId, minutes: LONG_RUN_MS / 60_000 });
      }
    }
    if (!this.extending) void this.extend();
  }

  private async extend(): Promise<void> {
    const { executor, leaseSeconds, logger } = this.options;
    const leases = [...this.held.values()];
    const askedAt = performance.now();
    this.extending = true;
    try {
      const states = await executor.execute(extendLeases, { leases, leaseSeconds }, { actor: 'system:worker', requestId: 'leases' });
      for (const lease of leases) {
        const state = states.get(lease.owner);
        if (state === 'extended') lease.confirmedAt = askedAt;
        else if (state === 'lost') lose(lease);
      }
    } catch (error) {
      logger.warn({ code: 'runtime.leases-not-extended', jobs: leases.length, error: (error as Error).message });
    } finally {
      this.extending = false;
    }
  }
}

/** Where the run has ended meanwhile there is nobody to tell, and nothing happens. */
function lose({ jobId, abort }: HeldLease): void {
  abort.abort(new LeaseLostError(jobId));
}

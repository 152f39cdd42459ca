import type { Logger } from '#foundation';
import type { CommandExecutor } from '../executor/command-executor.js';
import { LeaseLostError } from '../errors.js';
import { extendLeases } from './extend-leases.command.js';

export interface HeldLeasesOptions {
  readonly executor: CommandExecutor;
  readonly logger: Logger;
  readonly leaseSeconds: number;
}

interface HeldLease {
  readonly abort: AbortController;
  /** When it was last known to be ours, on the monotonic clock of this process, in ms. */
  confirmedAt: number;
}

/** The leases of one worker: one statement keeps them all alive, one signal each tells when one is lost. */
export class HeldLeases {
  private readonly held = new Map<string, HeldLease>();
  private readonly aborted = new AbortController();
  private heartbeat?: NodeJS.Timeout;

  constructor(
    private readonly options: HeldLeasesOptions,
    private readonly owner: string,
  ) {}

  /**
   * Keeps a lease until {@link letGo}. The signal is raised when the worker stops, when the job has gone (its activity
   * or instance was cancelled) or into other hands, and when the database could not be asked for the life of a lease.
   */
  hold(jobId: string): AbortSignal {
    const abort = new AbortController();
    this.held.set(jobId, { abort, confirmedAt: performance.now() });
    this.heartbeat ??= setInterval(() => void this.extend(), (this.options.leaseSeconds * 1000) / 3);
    return AbortSignal.any([abort.signal, this.aborted.signal]);
  }

  /** Ids of the jobs whose handlers run. */
  get jobIds(): string[] {
    return [...this.held.keys()];
  }

  letGo(jobId: string): void {
    this.held.delete(jobId);
    if (this.held.size > 0) return;
    clearInterval(this.heartbeat);
    this.heartbeat = undefined;
  }

  /** Raises the signal of every job in hand. */
  abort(): void {
    this.aborted.abort();
  }

  private async extend(): Promise<void> {
    const { executor, leaseSeconds, logger } = this.options;
    const asked = [...this.held];
    const askedAt = performance.now();
    const jobIds = asked.map(([jobId]) => jobId);
    try {
      const input = { owner: this.owner, jobIds, leaseSeconds };
      const still = await executor.execute(extendLeases, input, { actor: 'system:worker', requestId: this.owner });
      for (const [jobId, lease] of asked) {
        if (still.has(jobId)) lease.confirmedAt = askedAt;
        else this.lose(jobId, lease);
      }
    } catch (error) {
      logger.warn({ code: 'runtime.leases-not-extended', jobs: jobIds.length, error: (error as Error).message });
      for (const [jobId, lease] of asked) {
        if (performance.now() - lease.confirmedAt > leaseSeconds * 1000) this.lose(jobId, lease);
      }
    }
  }

  /** The handler may have ended while the database was asked; then there is nobody to tell. */
  private lose(jobId: string, lease: HeldLease): void {
    if (this.held.get(jobId) === lease) lease.abort.abort(new LeaseLostError(jobId));
  }
}

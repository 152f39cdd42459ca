import type { Logger } from '#foundation';

/** A backend that is away says so many times a second; the same message is logged once in this time. */
const QUIET_MS = 5_000;

/** Logs what the backend complains of, each message with the number of times it was left out before. */
export class SparseReports {
  private readonly seen = new Map<string, { readonly at: number; leftOut: number }>();

  constructor(private readonly logger: Logger) {}

  backendError(side: string, error: Error): void {
    const key = `${side}: ${error.message}`;
    const now = performance.now();
    const last = this.seen.get(key);
    if (last !== undefined && now - last.at < QUIET_MS) {
      last.leftOut++;
      return;
    }
    for (const [old, { at }] of this.seen) if (now - at >= QUIET_MS) this.seen.delete(old);
    this.seen.set(key, { at: now, leftOut: 0 });
    this.logger.warn({ code: 'queue.backend-error', side, error: error.message, leftOut: last?.leftOut ?? 0 });
  }
}

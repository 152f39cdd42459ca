import { setMaxListeners } from 'node:events';
import { setTimeout as pause } from 'node:timers/promises';

/** Names what of a step has not ended yet, e.g. `POST /api/v1/tasks/…`; read when the end is forced. */
export type StillRunning = () => readonly string[];

/**
 * The orderly end of one program, shared by all its parts. {@link announce} comes first, then the steps, one after the
 * other: requests, jobs, queue, database.
 */
export class Stopping {
  /** Requests that are being answered: method, path and request id of each. */
  readonly requests = new Set<string>();
  private readonly controller = new AbortController();
  private announcement?: Promise<void>;
  private step?: { readonly name: string; readonly stillRunning: StillRunning };

  constructor() {
    setMaxListeners(0, this.controller.signal); // each long poll listens
  }

  /** From the first moment of the end: readiness is red, and answers ask their connection to be closed. */
  get announced(): boolean {
    return this.announcement !== undefined;
  }

  /** Raised when nothing new is accepted any more. What only waits, such as a long poll, answers now with what it has. */
  get signal(): AbortSignal {
    return this.controller.signal;
  }

  /**
   * Turns readiness red, goes on serving for `delayMs` so that load balancers notice, then raises `signal`. Later calls
   * wait for the first.
   */
  announce(delayMs: number): Promise<void> {
    this.announcement ??= (async () => {
      this.step = { name: 'announcement', stillRunning: () => [] };
      if (delayMs > 0) await pause(delayMs);
      this.controller.abort(new Error('The program is stopping.'));
    })();
    return this.announcement;
  }

  /** Does one step of the end and remembers that it is under way. */
  async run(name: string, work: () => Promise<void>, stillRunning: StillRunning = () => []): Promise<void> {
    this.step = { name, stillRunning };
    await work();
  }

  /** For the log line of a forced end: the step that has not ended, and what it waits for. */
  unfinished(): { readonly step: string; readonly stillRunning: readonly string[] } {
    const { name = 'none', stillRunning = () => [] } = this.step ?? {};
    return { step: name, stillRunning: stillRunning() };
  }
}

import { type Execution, include, type StartedExecutions } from './executions.js';

type Callback = (...args: unknown[]) => void;

/** A timer that bpmn-engine has set and nobody lets run: it fires when the driver says so. */
interface ArmedTimer {
  /** BPMN id of the event. */
  readonly element: string;
  /** Executions around the event. */
  readonly scopes: readonly string[];
  readonly callback: Callback;
  readonly args: readonly unknown[];
}

/** What bpmn-engine wants to know of the text of a timer; `repeat` is -1 for a cycle without end. */
interface Timing {
  readonly expireAt: Date;
  readonly repeat?: number;
}

/** The last instant that JavaScript knows: no timer may have run out by the real clock. */
const NEVER = new Date(8.64e15);

/** The timers of bpmn-engine, in place of its own, which are the real clock's. */
export class VirtualTimers {
  private readonly armed = new Set<ArmedTimer>();

  constructor(private readonly executions: StartedExecutions) {}

  get executing(): ArmedTimer[] {
    return [...this.armed];
  }

  register = (owner: Execution & { readonly id: string }) => ({
    // The owner is the event definition inside the event, and has its id.
    setTimeout: (callback: Callback, _delay: number, ...args: unknown[]) =>
      this.arm(owner.id, this.executions.around(owner), callback, args),
    clearTimeout: this.clearTimeout,
  });

  setTimeout = (callback: Callback, _delay: number, ...args: unknown[]): ArmedTimer => this.arm('', [], callback, args);

  clearTimeout = (timer: ArmedTimer): void => {
    this.armed.delete(timer);
  };

  /**
   * Stands for bpmn-engine's reading of a timer, which counts from the real clock, fires a date of last year at once and
   * does not know cron. Of a cycle only the number of rounds counts here; when it is due is the driver's business.
   */
  parse = (type: string, text: string): Timing => {
    if (type !== 'timeCycle') return { expireAt: NEVER };
    const [, rounds] = /^R(\d*)\//.exec(text) ?? [];
    const isCron = rounds === undefined && !text.startsWith('P');
    return { expireAt: NEVER, ...((rounds !== undefined || isCron) && { repeat: rounds ? Number(rounds) : -1 }) };
  };

  /** Fires the oldest armed timer of an event; false where there is none. */
  fire(element: string): boolean {
    const timer = this.executing.find((candidate) => candidate.element === element);
    if (!timer) return false;
    this.armed.delete(timer);
    timer.callback(...timer.args);
    return true;
  }

  /** A scope is over: bpmn-engine does not disarm what is in a run that a completion condition cuts off. */
  forget(executionId: string): void {
    for (const timer of this.armed) if (include(timer.scopes, executionId)) this.armed.delete(timer);
  }

  private arm(element: string, scopes: readonly string[], callback: Callback, args: readonly unknown[]): ArmedTimer {
    const timer = { element, scopes, callback, args };
    this.armed.add(timer);
    return timer;
  }
}

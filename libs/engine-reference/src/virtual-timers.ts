type Callback = (...args: unknown[]) => void;

/** A timer that bpmn-engine has set and nobody lets run: it fires when the driver says so. */
interface ArmedTimer {
  /** BPMN id of the event. */
  readonly element: string;
  readonly callback: Callback;
  readonly args: readonly unknown[];
}

/** The timers of bpmn-engine, in place of its own, which are the real clock's. */
export class VirtualTimers {
  private readonly armed = new Set<ArmedTimer>();

  get executing(): ArmedTimer[] {
    return [...this.armed];
  }

  register = (owner: { readonly id: string; readonly parent?: { readonly id: string } }) => ({
    // The owner is the event definition inside the event.
    setTimeout: (callback: Callback, _delay: number, ...args: unknown[]) => this.arm(owner.id, callback, args),
    clearTimeout: this.clearTimeout,
  });

  setTimeout = (callback: Callback, _delay: number, ...args: unknown[]): ArmedTimer => this.arm('', callback, args);

  clearTimeout = (timer: ArmedTimer): void => {
    this.armed.delete(timer);
  };

  /** Fires the oldest armed timer of an event; false where there is none. */
  fire(element: string): boolean {
    const timer = this.executing.find((candidate) => candidate.element === element);
    if (!timer) return false;
    this.armed.delete(timer);
    timer.callback(...timer.args);
    return true;
  }

  private arm(element: string, callback: Callback, args: readonly unknown[]): ArmedTimer {
    const timer = { element, callback, args };
    this.armed.add(timer);
    return timer;
  }
}

import { AsyncLocalStorage } from 'node:async_hooks';
import { setImmediate as turn } from 'node:timers/promises';
import type { Database } from '#database';
import { type FaultPoint, setFaultHook } from '#foundation';

const running = new AsyncLocalStorage<Contender<unknown>>();
setFaultHook((point, detail) => running.getStore()?.arrive(point, detail));

/**
 * One of those who want the same thing at the same time. It moves only when the scenario says so, from one stop to the
 * next; whoever else is in the scenario stands still meanwhile. A contender may be anything that runs commands: a command,
 * a worker with a delivery, a sweep.
 */
export class Contender<Output> {
  private readonly result: Promise<Output>;
  private target?: FaultPoint;
  private goOn: (failure?: Error) => void = () => {};
  private arrived: () => void = () => {};
  private state: 'moving' | 'standing' | 'ended' = 'standing';
  /** Command or job at the fault point where it was stopped last. */
  standsAt?: string;

  constructor(
    private readonly name: string,
    work: () => Promise<Output>,
  ) {
    const begin = this.gate();
    this.result = running.run(this, () => begin.then(work)).finally(() => this.end());
    this.result.catch(() => undefined); // whoever asks for the end is told
  }

  /** Moves it to a fault point and leaves it there. Fails where it ends before. */
  async runTo(point: FaultPoint): Promise<void> {
    this.target = point;
    const there = new Promise<void>((resolve) => (this.arrived = resolve));
    this.move();
    await there;
    if (this.state === 'ended') await this.complain(`came to ${point}`);
  }

  /**
   * Moves it until it waits for a lock that another contender holds; as soon as it gets the lock, it goes on to its end.
   * Fails where it ends without having waited.
   */
  async runToLock(database: Database): Promise<void> {
    const before = await waitingForLocks(database);
    this.target = undefined;
    this.move();
    while ((await waitingForLocks(database)) <= before) {
      if (this.state === 'ended') await this.complain('waited for a lock');
      await turn();
    }
  }

  /** Lets what it does fail where it stands, so that its transaction is rolled back. */
  async breakOff(): Promise<void> {
    const failure = new Error('broken off by the scenario');
    this.goOn(failure);
    await this.result.catch((error: Error) => {
      if (error !== failure) throw error;
    });
  }

  /** Lets it go on to its end; gives or throws what came of it. */
  finish(): Promise<Output> {
    this.target = undefined;
    this.move();
    return this.result;
  }

  /** Called at each fault point that it passes. */
  arrive(point: FaultPoint, detail: string): void | Promise<void> {
    if (this.target !== point) return;
    this.target = undefined;
    this.state = 'standing';
    this.standsAt = detail;
    this.arrived();
    return this.gate();
  }

  /** Opens when it is moved on; fails when it is broken off. */
  private gate(): Promise<void> {
    return new Promise((resolve, reject) => {
      this.goOn = (failure) => (failure === undefined ? resolve() : reject(failure));
    });
  }

  private move(): void {
    if (this.state !== 'standing') return;
    this.state = 'moving';
    this.goOn();
  }

  private end(): void {
    this.state = 'ended';
    this.arrived();
  }

  private async complain(what: string): Promise<never> {
    const outcome = await this.result.then(
      (output) => `gave ${JSON.stringify(output)}`,
      (error: Error) => `failed: ${error.message}`,
    );
    throw new Error(`${this.name} should have ${what}, but it ended: it ${outcome}`);
  }
}

/** Transactions of this database that wait for a lock of another one. */
async function waitingForLocks(database: Database): Promise<number> {
  const [row] = await database.query<{ waiting: number }>(
    `select count(*) as waiting from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`,
  );
  return row?.waiting ?? 0;
}

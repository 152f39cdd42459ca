/**
 * The clock of this process: for sessions, logs and leases of its own. Business time (due dates, timers, numbers of the
 * year) is the database's: a command reads it as `context.now`, which follows the same offset.
 */
export interface Clock {
  now(): Date;
  /** How far this clock is ahead of real time, in milliseconds. Always 0 outside tests. */
  readonly offsetMs: number;
}

export const systemClock: Clock = {
  now: () => new Date(),
  offsetMs: 0,
};

/** A clock that tests move forward. Connections opened with it shift the database's business time along. */
export class MovableClock implements Clock {
  offsetMs = 0;

  now(): Date {
    return new Date(Date.now() + this.offsetMs);
  }

  advance(milliseconds: number): void {
    this.offsetMs += milliseconds;
  }
}

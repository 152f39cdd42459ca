import { setTimeout as pause } from 'node:timers/promises';

/** How long jobs waited. Either end may be told first: at hand, a handler can begin before its maker looks at the clock. */
export class Pickups {
  /** One for each job whose handler has begun. */
  readonly milliseconds: number[] = [];
  private readonly open = new Map<string, bigint>();

  made(id: string, at: bigint): void {
    this.pair(id, (begun) => begun - at, at);
  }

  begun(id: string, at: bigint): void {
    this.pair(id, (made) => at - made, at);
  }

  /** Resolves when every job that was made has begun. */
  async complete(): Promise<void> {
    while (this.open.size > 0) await pause(10);
  }

  private pair(id: string, waited: (other: bigint) => bigint, at: bigint): void {
    const other = this.open.get(id);
    if (other === undefined) {
      this.open.set(id, at);
    } else {
      this.open.delete(id);
      this.milliseconds.push(Number(waited(other)) / 1e6);
    }
  }
}

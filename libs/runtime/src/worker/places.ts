/** The jobs that one worker runs at once: deliveries and jobs at hand take their places from the same number. */
export class Places {
  private readonly waiting: (() => void)[] = [];

  constructor(private free: number) {}

  /** Takes a place unless none is free, or somebody who came before waits for it. */
  tryTake(): boolean {
    if (this.free === 0 || this.waiting.length > 0) return false;
    this.free--;
    return true;
  }

  /** Takes a place, in the order of asking. */
  async take(): Promise<void> {
    if (!this.tryTake()) await new Promise<void>((resolve) => this.waiting.push(resolve));
  }

  /** Gives a place back, or on to whoever waits longest. */
  release(): void {
    const next = this.waiting.shift();
    if (next === undefined) this.free++;
    else next();
  }

  /** Whether somebody waits for a place. */
  get contested(): boolean {
    return this.waiting.length > 0;
  }
}

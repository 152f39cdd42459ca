/**
 * The places of one worker for jobs at hand. What the queue brings has places of its own, for a consumer takes no more
 * than it may: so no delivery waits in the hands of a worker that is busy while another one is idle.
 */
export class Places {
  constructor(private free: number) {}

  tryTake(): boolean {
    if (this.free === 0) return false;
    this.free--;
    return true;
  }

  release(): void {
    this.free++;
  }
}

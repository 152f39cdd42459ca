import type { JobRunner } from './job-runner.js';
import type { LocalWorker, Place } from './jobs-at-hand.js';
import type { LeasedJob } from './lease-job.command.js';

/** The worker as the settlement of one of its jobs sees it: the place of that job is about to be free. */
export class Onward implements LocalWorker {
  next?: LeasedJob;
  private kept = false;
  readonly leaseSeconds: number;

  constructor(
    private readonly runner: JobRunner,
    private readonly mayGoOn: () => boolean,
  ) {
    this.leaseSeconds = runner.leaseSeconds;
  }

  newOwner(): string {
    return this.runner.newOwner();
  }

  keepPlace(topic: string): Place | undefined {
    if (this.kept || !this.mayGoOn() || !this.runner.serves(topic)) return this.runner.keepPlace(topic);
    this.kept = true;
    return {
      run: (job) => {
        this.next = job;
      },
      giveBack: () => {
        this.kept = false;
      },
    };
  }
}

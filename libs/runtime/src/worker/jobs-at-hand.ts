import type { EngineState } from '#engine';
import type { LeasedJob } from './lease-job.command.js';

/** A worker that lives in the process of whoever makes a job. */
export interface LocalWorker {
  /** The name under which it holds one job: another one for each lease. */
  newOwner(): string;
  readonly leaseSeconds: number;
  /** Keeps a place for a job of this topic; none where all are taken, or the topic is not served here. */
  keepPlace(topic: string): Place | undefined;
}

/** A place kept for one job. Either `run` or `giveBack` is called, once. */
export interface Place {
  run(job: LeasedJob): void;
  giveBack(): void;
}

interface JobAtHand {
  readonly job: LeasedJob;
  readonly place: Place;
}

/**
 * The new jobs of one transaction that a worker of this process takes itself. Their rows are written leased, so the way
 * over the queue and the transaction of the lease fall away; they are run when all is committed. Should the process die
 * before that, the lease ends and the sweep finds them like any other orphan.
 */
export class JobsAtHand {
  private kept: readonly JobAtHand[] = [];

  constructor(private readonly worker?: LocalWorker) {}

  /** Takes a new job, if a place is to be had. Gives the lease that its row must carry. */
  take(job: Omit<LeasedJob, 'owner'>): { readonly owner: string; readonly seconds: number } | undefined {
    const place = job.topic === null ? undefined : this.worker?.keepPlace(job.topic);
    if (this.worker === undefined || place === undefined) return undefined;
    const owner = this.worker.newOwner();
    this.kept = [...this.kept, { job: { ...job, owner }, place }];
    return { owner, seconds: this.worker.leaseSeconds };
  }

  /** A later step of the same transaction has taken jobs of an instance back. */
  withdraw(instanceId: string, keys: readonly number[]): void {
    const isWithdrawn = ({ job }: JobAtHand) =>
      job.instanceId === instanceId && job.activityKey !== null && keys.includes(job.activityKey);
    for (const { place } of this.kept.filter(isWithdrawn)) place.giveBack();
    this.kept = this.kept.filter((each) => !isWithdrawn(each));
  }

  /** A later step of the same transaction has moved an instance on: its jobs see it as it is committed. */
  refresh(instanceId: string, state: EngineState): void {
    this.kept = this.kept.map((each) => (each.job.instanceId === instanceId ? { ...each, job: { ...each.job, state } } : each));
  }

  /** Gives what brings back the jobs that are kept now: those taken since are given up, the others as they are now. */
  snapshot(): () => void {
    const before = this.kept;
    return () => {
      const [earlier, now] = [before, this.kept].map((jobs) => new Set(jobs.map(({ place }) => place)));
      for (const place of now!) if (!earlier!.has(place)) place.giveBack();
      // One that was withdrawn meanwhile has lost its place: its lease ends, and the sweep finds it.
      this.kept = before.filter(({ place }) => now!.has(place));
    };
  }

  /** After the commit. */
  run(): void {
    for (const { job, place } of this.kept) place.run(job);
  }

  /** After a rollback. */
  giveBack(): void {
    for (const { place } of this.kept) place.giveBack();
  }
}

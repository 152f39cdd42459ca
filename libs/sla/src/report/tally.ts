import { Durations, sortedSeconds } from '../roll-ups/durations.js';
import type { Fact } from '../roll-ups/fact.js';
import type { Outcome } from '../roll-ups/task-record.js';
import type { ReportFigure, ReportPeriod } from './report.js';

/** Sums of ended tasks, as cells hold them and as SQL makes them of facts. */
export interface FinishedSums {
  readonly onTime: number;
  readonly late: number;
  readonly noDeadline: number;
  readonly extended: number;
  readonly extendedLate: number;
  readonly gross: Buffer;
  readonly net: Buffer;
  /** Tasks that somebody took before they were done, their net time, and the part of it before. */
  readonly taken: number;
  readonly takenSeconds: number;
  readonly waitingSeconds: number;
}

export interface OpenSums {
  readonly notDue: number;
  readonly overdue: number;
  readonly noDeadline: number;
}

/** What a tally looks at of an ended task that it counts by itself. */
export interface CountedTask {
  readonly outcome: Outcome;
  readonly createdAt: string;
  readonly dueAt: string | null;
  readonly endedAt: string;
  readonly grossSeconds: number;
  readonly netSeconds: number;
  readonly waitingSeconds: number | null;
  readonly extension: Fact['extension'];
}

/** What is counted for one line. */
export class Tally {
  private readonly finished = { 'on-time': 0, late: 0, 'no-deadline': 0 };
  /** Of those. */
  private readonly extensions = { extended: 0, extendedLate: 0 };
  private readonly open = { notDue: 0, overdue: 0, noDeadline: 0 };
  /** {@link FinishedSums.taken} and what follows it. */
  private readonly waits = { taken: 0, takenSeconds: 0, waitingSeconds: 0 };
  private readonly gross = new Durations();
  private readonly net = new Durations();

  addFinished({ onTime, late, noDeadline, extended, extendedLate, gross, net, ...waits }: FinishedSums): void {
    this.finished['on-time'] += onTime;
    this.finished.late += late;
    this.finished['no-deadline'] += noDeadline;
    this.addExtensions({ extended, extendedLate }, 1);
    this.gross.add(gross);
    this.net.add(net);
    this.addWaits(waits, 1);
  }

  addOpen({ notDue, overdue, noDeadline }: OpenSums): void {
    this.open.notDue += notDue;
    this.open.overdue += overdue;
    this.open.noDeadline += noDeadline;
  }

  /** One ended task for the period in which it ended. @param sign -1: what was counted of it is taken out */
  addEnded(task: CountedTask, sign: 1 | -1): void {
    if (task.outcome === 'cancelled') return;
    this.finished[task.outcome] += sign;
    this.addExtensions({ extended: Number(task.extension !== null), extendedLate: Number(task.extension === 'late') }, sign);
    this.gross.add(sortedSeconds([task.grossSeconds]), sign);
    this.net.add(sortedSeconds([task.netSeconds]), sign);
    const { netSeconds: takenSeconds, waitingSeconds } = task;
    if (waitingSeconds !== null) this.addWaits({ taken: 1, takenSeconds, waitingSeconds }, sign);
  }

  /** One task that was still open at the end of the period. */
  addStillOpen({ dueAt }: Pick<CountedTask, 'dueAt'>, at: string, sign: 1 | -1): void {
    this.open[dueAt === null ? 'noDeadline' : dueAt < at ? 'overdue' : 'notDue'] += sign;
  }

  addAll(other: Tally): void {
    for (const outcome of ['on-time', 'late', 'no-deadline'] as const) this.finished[outcome] += other.finished[outcome];
    this.addExtensions(other.extensions, 1);
    this.addOpen(other.open);
    this.addWaits(other.waits, 1);
    this.gross.addAll(other.gross);
    this.net.addAll(other.net);
  }

  /** Nothing was counted, or all of it was taken out again. */
  get isEmpty(): boolean {
    return [...Object.values(this.finished), ...Object.values(this.open)].every((count) => count === 0);
  }

  /** Where the time of the completed tasks went. */
  time() {
    const { 'on-time': onTime, late, 'no-deadline': noDeadline } = this.finished;
    return { finished: onTime + late + noDeadline, netSeconds: this.net.sum(), netMedianSeconds: this.net.percentile(50), ...this.waits };
  }

  figures(): Record<ReportFigure, number | null> {
    const { 'on-time': onTime, late, 'no-deadline': noDeadline } = this.finished;
    return {
      finishedOnTime: onTime,
      finishedLate: late,
      finishedWithoutDeadline: noDeadline,
      onTimeRatio: onTime + late === 0 ? null : onTime / (onTime + late),
      finishedExtended: this.extensions.extended,
      finishedExtendedLate: this.extensions.extendedLate,
      openNotDue: this.open.notDue,
      openOverdue: this.open.overdue,
      openWithoutDeadline: this.open.noDeadline,
      grossMedianSeconds: this.gross.percentile(50),
      grossP95Seconds: this.gross.percentile(95),
      netMedianSeconds: this.net.percentile(50),
      netP95Seconds: this.net.percentile(95),
    };
  }

  private addExtensions({ extended, extendedLate }: Tally['extensions'], sign: 1 | -1): void {
    this.extensions.extended += sign * extended;
    this.extensions.extendedLate += sign * extendedLate;
  }

  private addWaits({ taken, takenSeconds, waitingSeconds }: Pick<FinishedSums, keyof Tally['waits']>, sign: 1 | -1): void {
    this.waits.taken += sign * taken;
    this.waits.takenSeconds += sign * takenSeconds;
    this.waits.waitingSeconds += sign * waitingSeconds;
  }
}

/** Whether an ended task belongs to a period by its end. */
export function endedIn({ from, to }: ReportPeriod, { endedAt }: CountedTask): boolean {
  return endedAt >= from && endedAt < to;
}

/** Whether an ended task was there and not yet done at the end of a period. */
export function openAtEndOf({ to }: ReportPeriod, { createdAt, endedAt }: CountedTask): boolean {
  return createdAt < to && endedAt >= to;
}

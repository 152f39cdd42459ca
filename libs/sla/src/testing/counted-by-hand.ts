import type { WorkingTime } from '#calendar';
import { CELL_DIMENSIONS } from '../roll-ups/cells.js';
import type { Dimension, ReportFigure, ReportFilters } from '../report/report.js';
import type { HistoryTask } from './task-history.js';

export interface CountedPeriod {
  readonly from: string;
  readonly to: string;
  /** When the report is made. */
  readonly now: string;
}

/** The figures as their definitions say, counted one by one: slow, and knowing nothing of facts and cells. */
export function countByHand(
  tasks: readonly HistoryTask[],
  { from, to, now }: CountedPeriod,
  time: WorkingTime,
): Record<ReportFigure, number | null> {
  const asOf = to < now ? to : now;
  const finished = tasks.filter(({ status, endedAt }) => status === 'completed' && endedAt! >= from && endedAt! < to);
  const withDeadline = finished.filter(({ dueAt }) => dueAt !== null);
  const onTime = withDeadline.filter(({ endedAt, dueAt }) => endedAt! <= dueAt!).length;
  const open = tasks.filter(({ createdAt, endedAt }) => createdAt < to && (endedAt === null || (to < now && endedAt >= to)));
  const due = open.map((task) => dueAtOf(task, to < now ? to : null));
  const gross = finished.map(({ createdAt, endedAt }) => Math.floor((Date.parse(endedAt!) - Date.parse(createdAt)) / 1000));
  const net = finished.map((task) => netSeconds(task, time));
  return {
    finishedOnTime: onTime,
    finishedLate: withDeadline.length - onTime,
    finishedWithoutDeadline: finished.length - withDeadline.length,
    onTimeRatio: withDeadline.length === 0 ? null : onTime / withDeadline.length,
    finishedExtended: finished.filter(({ extended }) => extended !== null).length,
    finishedExtendedLate: finished.filter(({ extended }) => extended === 'late').length,
    openNotDue: due.filter((dueAt) => dueAt !== null && dueAt >= asOf).length,
    openOverdue: due.filter((dueAt) => dueAt !== null && dueAt < asOf).length,
    openWithoutDeadline: due.filter((dueAt) => dueAt === null).length,
    grossMedianSeconds: smallestOf(gross, 0.5),
    grossP95Seconds: smallestOf(gross, 0.95),
    netMedianSeconds: smallestOf(net, 0.5),
    netP95Seconds: smallestOf(net, 0.95),
  };
}

export function passes(task: HistoryTask, filters: ReportFilters): boolean {
  return CELL_DIMENSIONS.every((name) => filters[name] === undefined || valueOf(task, name) === filters[name]);
}

export function valueOf(task: HistoryTask, dimension: Exclude<Dimension, 'month'>): string | null {
  const { document, process } = task.case;
  const values = {
    unit: task.unit,
    person: task.person,
    kind: document?.kind ?? null,
    urgency: document?.urgency ?? null,
    process,
    step: `${process}/${task.element}`,
  };
  return values[dimension];
}

/** The month in Vietnam that a task belongs to: in which it ended or, while it is open, in which it was made. */
export function monthOf(instant: string): string {
  return new Date(Date.parse(instant) + 7 * 3_600_000).toISOString().slice(0, 7);
}

/** As it was at an instant, by the last correction since; null: as it is now. */
function dueAtOf({ dueAt, dueActs }: HistoryTask, at: string | null): string | null {
  if (at === null || dueAt === null) return dueAt;
  const since = dueActs.filter((act) => act.at >= at);
  return since[since.findLastIndex(({ isCorrection }) => isCorrection) + 1]?.before ?? dueAt;
}

/** Working time between two instants is a sum over the minutes between; here each pause is cut out at its edges. */
export function netSeconds({ createdAt, endedAt, ...task }: HistoryTask, time: WorkingTime): number {
  const pauses = [...task.pauses, ...task.case.pauses];
  const edges = [createdAt, endedAt!, ...pauses.flat()].filter((edge) => edge >= createdAt && edge <= endedAt!).toSorted();
  let net = 0;
  for (const [index, begin] of edges.slice(0, -1).entries()) {
    const isPaused = pauses.some(([from, to]) => from <= begin && begin < to);
    if (!isPaused) net += time.workingSecondsBetween(begin, edges[index + 1]!);
  }
  return Math.floor(net);
}

/** The least value that so great a share of all does not exceed. */
function smallestOf(values: readonly number[], share: number): number | null {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted.find((_value, index) => (index + 1) / sorted.length >= share) ?? null;
}

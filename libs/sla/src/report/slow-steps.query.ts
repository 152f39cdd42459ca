import { labelsOf } from './labels.js';
import { readTallies } from './read-tallies.js';
import { filtersOf, type TasksOfPeriod } from './report-request.js';
import type { FigureDefinition, ReportFilters, ReportPeriod } from './report.js';
import type { ReportTools } from './sla-report.query.js';

const FINISHED = 'Công việc của bước hoàn thành trong kỳ.';
const TAKEN = 'Công việc của bước hoàn thành trong kỳ mà có ghi nhận người nhận việc trước khi xong.';

/** What each figure of {@link SlowStep} says. */
export const SLOW_STEP_DEFINITIONS = {
  finished: { title: 'Số công việc', meaning: 'Số công việc đã xong.', population: FINISHED, unit: 'count' },
  netSeconds: {
    title: 'Giờ làm việc',
    meaning: 'Tổng thời gian làm việc, trừ các khoảng tạm dừng.',
    population: FINISHED,
    unit: 'seconds',
  },
  share: {
    title: 'Phần trong tổng',
    meaning: 'Phần của bước trong tổng thời gian làm việc của mọi bước trong kỳ.',
    population: FINISHED,
    unit: 'ratio',
  },
  netMedianSeconds: {
    title: 'Giờ làm việc, trung vị',
    meaning: 'Một nửa số công việc mất không quá chừng này thời gian làm việc.',
    population: FINISHED,
    unit: 'seconds',
  },
  taken: { title: 'Có người nhận', meaning: 'Số công việc có ghi nhận người nhận việc trước khi xong.', population: FINISHED, unit: 'count' },
  waitingShare: {
    title: 'Phần chờ nhận',
    meaning: 'Phần thời gian làm việc chờ trước khi có người nhận; phần còn lại là xử lý.',
    population: TAKEN,
    unit: 'ratio',
  },
} as const satisfies Readonly<Record<string, FigureDefinition>>;

/** A step of a process and what it took of the time of the office. */
export interface SlowStep {
  /** `<process>/<element>` */
  readonly step: string;
  readonly label: string;
  readonly finished: number;
  readonly netSeconds: number;
  /** 0 … 1; null where no step took any working time. */
  readonly share: number | null;
  readonly netMedianSeconds: number | null;
  readonly taken: number;
  /** 0 … 1; null where nobody is known to have taken one, or none took any working time. */
  readonly waitingShare: number | null;
}

export interface SlowSteps extends ReportPeriod {
  readonly filters: ReportFilters;
  readonly steps: readonly SlowStep[];
  readonly definitions: typeof SLOW_STEP_DEFINITIONS;
}

/** Where the working time went: the steps of all processes, the one that took most of it first. */
export function slowSteps({ database, calendars, zone }: ReportTools, request: TasksOfPeriod): Promise<SlowSteps> {
  const period = { from: request.from, to: request.to };
  const filters = filtersOf(request);
  return database.transaction(async (tx) => {
    const tallies = await readTallies(tx, { period, by: 'step', filters, zone, calendars });
    const label = await labelsOf(tx, 'step', [...tallies.keys()]);
    const times = [...tallies].map(([step, tally]) => ({ step: step!, ...tally.time() }));
    const total = times.reduce((sum, { netSeconds }) => sum + netSeconds, 0);
    const steps = times
      .filter(({ finished }) => finished > 0)
      .map(({ takenSeconds, waitingSeconds, ...time }): SlowStep => ({
        ...time,
        label: label(time.step),
        share: ratio(time.netSeconds, total),
        waitingShare: ratio(waitingSeconds, takenSeconds),
      }));
    return {
      ...period,
      filters,
      steps: steps.toSorted((a, b) => b.netSeconds - a.netSeconds || a.step.localeCompare(b.step)),
      definitions: SLOW_STEP_DEFINITIONS,
    };
  });
}

function ratio(part: number, whole: number): number | null {
  return whole === 0 ? null : part / whole;
}

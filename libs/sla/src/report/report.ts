import type { FigureUnit } from '#tables';
import { CELL_DIMENSIONS, type CellDimension } from '../roll-ups/cells.js';

/** What the lines of a report stand for. */
export const DIMENSIONS = [...CELL_DIMENSIONS, 'month'] as const;

export type Dimension = (typeof DIMENSIONS)[number];

/** Everything but the month, which the period itself limits. */
export type FilterDimension = CellDimension;

/** Only tasks with these values are counted; what is absent is not limited. A step is `<process>/<element>`. */
export type ReportFilters = { readonly [Each in FilterDimension]?: string };

/** The figures of one line, in the order in which a report shows them. */
export const REPORT_FIGURES = [
  'finishedOnTime',
  'finishedLate',
  'finishedWithoutDeadline',
  'onTimeRatio',
  'finishedExtended',
  'finishedExtendedLate',
  'openNotDue',
  'openOverdue',
  'openWithoutDeadline',
  'grossMedianSeconds',
  'grossP95Seconds',
  'netMedianSeconds',
  'netP95Seconds',
] as const;

export type ReportFigure = (typeof REPORT_FIGURES)[number];

/** The figures that have cases behind them: each counts tasks. */
export const COUNTED_FIGURES = [
  'finishedOnTime',
  'finishedLate',
  'finishedWithoutDeadline',
  'finishedExtended',
  'finishedExtendedLate',
  'openNotDue',
  'openOverdue',
  'openWithoutDeadline',
] as const satisfies readonly ReportFigure[];

export type CountedFigure = (typeof COUNTED_FIGURES)[number];

/** What a forecast says of one line, in the order in which a report shows it. */
export const FORECAST_FIGURES = [
  'openForetold',
  'openAtRisk',
  'expectedMisses',
  'expectedMissesLow',
  'expectedMissesHigh',
  'openNotForetold',
] as const;

export type ForecastFigure = (typeof FORECAST_FIGURES)[number];

/** Those that have cases behind them. */
export const COUNTED_FORECASTS = ['openForetold', 'openAtRisk', 'openNotForetold'] as const satisfies readonly ForecastFigure[];

export type CountedForecast = (typeof COUNTED_FORECASTS)[number];

/** What is expected is null where nothing is foretold. */
export type ForecastFigures = Readonly<Record<CountedForecast, number>> &
  Readonly<Record<Exclude<ForecastFigure, CountedForecast>, number | null>>;

/** A ratio or a duration is null where nothing was counted that it could be taken of. */
export type ReportLine = {
  /** Code, login, document type, urgency, process key, `<process>/<element>` or `YYYY-MM`; null: the tasks have none. */
  readonly key: string | null;
  /** The key in words of the office. */
  readonly label: string;
  /** Where it was asked for. */
  readonly forecast?: ForecastFigures;
} & { readonly [Figure in ReportFigure]: number | null };

/** What stands beside a figure, in Vietnamese. */
export interface FigureDefinition {
  readonly title: string;
  readonly meaning: string;
  /** Of which tasks it speaks. */
  readonly population: string;
  /** `expected`: a count that is foretold, so it has a fraction. */
  readonly unit: FigureUnit;
}

export interface ReportPeriod {
  /** ISO 8601 UTC. */
  readonly from: string;
  /** ISO 8601 UTC; this instant itself is not in the period. */
  readonly to: string;
}

/** The lines of a period with their sum; ratios and durations of `total` are taken of all its tasks, not of the lines. */
export interface ReportPart extends ReportPeriod {
  readonly total: ReportLine;
  readonly lines: readonly ReportLine[];
}

/** How tasks were done on time in a period, ISO instants in UTC. */
export interface SlaReport extends ReportPart {
  /** The moment that open tasks are looked at: now, or the end of the period where that is past. */
  readonly asOf: string;
  readonly by: Dimension;
  readonly filters: ReportFilters;
  /** The period before: as many whole months where `from` and `to` are edges of months, else as long. */
  readonly previous?: ReportPart;
  readonly definitions: Readonly<Record<ReportFigure, FigureDefinition>>;
  /** Of {@link ReportLine.forecast}. */
  readonly forecastDefinitions?: Readonly<Record<ForecastFigure, FigureDefinition>>;
}

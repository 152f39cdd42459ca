import type { Database, Transaction } from '#database';
import type { CalendarsInForce } from '../roll-ups/counting-calendars.js';
import { labelsOf } from './labels.js';
import { periodBefore } from './months.js';
import { readForecasts } from './read-forecasts.js';
import { readTallies, type TallyRequest } from './read-tallies.js';
import { FORECAST_DEFINITIONS, REPORT_DEFINITIONS } from './report-definitions.js';
import { filtersOf, type ReportRequest } from './report-request.js';
import type { ReportLine, ReportPart, SlaReport } from './report.js';
import { Tally } from './tally.js';

/** What reports on working time stand on. */
export interface ReportTools {
  readonly database: Database;
  readonly calendars: CalendarsInForce;
  /** IANA zone of the office: where months begin. */
  readonly zone: string;
}

/**
 * How tasks were done on time: by what is asked for, the lines with most tasks first, months in their order. The figures
 * are the same at any moment as if all had been counted anew from the history (`recomputeSla` proves it). With a forecast of
 * what is open and not yet due, where it is asked for.
 * @throws ForecastOfOtherPeriodError
 */
export function slaReport({ database, ...tools }: ReportTools, request: ReportRequest): Promise<SlaReport> {
  const { from, to, by, compare, withForecast } = request;
  const filters = filtersOf(request);
  return database.transaction(async (tx) => {
    const asked = { ...tools, period: { from, to }, by, filters };
    const part = await readPart(tx, asked);
    return {
      asOf: to < tx.now ? to : tx.now,
      by,
      filters,
      ...(withForecast === true ? await withForecasts(tx, asked, part) : part),
      ...(compare && { previous: await readPart(tx, { ...asked, period: periodBefore(asked.period, tools.zone) }) }),
      definitions: REPORT_DEFINITIONS,
    };
  });
}

async function readPart(tx: Transaction, request: TallyRequest): Promise<ReportPart> {
  const { by, period } = request;
  const tallies = await readTallies(tx, request);
  const label = await labelsOf(tx, by, [...tallies.keys()]);
  const all = new Tally();
  for (const tally of tallies.values()) all.addAll(tally);
  const lines = [...tallies].map(([key, tally]): ReportLine => ({ key, label: label(key), ...tally.figures() }));
  return {
    ...period,
    total: { key: null, label: 'Tổng cộng', ...all.figures() },
    lines: lines.toSorted(by === 'month' ? byKey : byTasks),
  };
}

async function withForecasts(
  tx: Transaction,
  request: TallyRequest,
  { total, lines, ...period }: ReportPart,
): Promise<ReportPart & Pick<SlaReport, 'forecastDefinitions'>> {
  const forecasts = await readForecasts(tx, request);
  return {
    ...period,
    total: { ...total, forecast: forecasts.total },
    lines: lines.map((line) => ({ ...line, forecast: forecasts.of(line.key) })),
    forecastDefinitions: FORECAST_DEFINITIONS,
  };
}

function byKey(a: ReportLine, b: ReportLine): number {
  return (a.key ?? '').localeCompare(b.key ?? '');
}

function byTasks(a: ReportLine, b: ReportLine): number {
  const tasks = (line: ReportLine) =>
    line.finishedOnTime! + line.finishedLate! + line.finishedWithoutDeadline! +
    line.openNotDue! + line.openOverdue! + line.openWithoutDeadline!;
  return tasks(b) - tasks(a) || a.label.localeCompare(b.label, 'vi') || byKey(a, b);
}

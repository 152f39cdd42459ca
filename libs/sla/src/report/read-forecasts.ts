import type { Transaction } from '#database';
import type { Page, PageRequest } from '#foundation';
import type { Estimate } from '../forecast/estimate-miss.js';
import { type ForecastEntry, forecastDeadlines } from '../forecast/forecast-open-deadlines.query.js';
import { ForecastOfOtherPeriodError } from './errors.js';
import type { TallyRequest } from './read-tallies.js';
import type { CountedForecast, ForecastFigures, ReportPeriod } from './report.js';

/** From this probability on a task is at risk: it is missed more likely than not. */
const AT_RISK = 0.5;

/** Whether a figure of a forecast counts a task, by what is foretold of it. */
export const COUNTS_FORECAST: Readonly<Record<CountedForecast, (of: Pick<Estimate, 'probability'>) => boolean>> = {
  openForetold: ({ probability }) => probability !== null,
  openAtRisk: ({ probability }) => probability !== null && probability >= AT_RISK,
  openNotForetold: ({ probability }) => probability === null,
};

/** What is told of one task or case, in the list behind a figure. */
export type Foretold = Pick<ForecastEntry, 'probability' | 'low' | 'high' | 'longerThanAll' | 'basis'>;

/** As much of a forecast as stands in such a list. */
export function forecastFieldsOf({ probability, low, high, longerThanAll, basis }: ForecastEntry): Foretold {
  return { probability, low, high, longerThanAll, basis };
}

export function isForecast(figure: string): figure is CountedForecast {
  return figure in COUNTS_FORECAST;
}

/** Forecasts by key of the dimension, of what a report of the same request counts as `openNotDue`. */
export interface Forecasts {
  readonly total: ForecastFigures;
  of(key: string | null): ForecastFigures;
}

/** @throws ForecastOfOtherPeriodError where now is not in the period */
export function refuseOtherPeriods(period: ReportPeriod, now: string): void {
  if (now < period.from || now >= period.to) throw new ForecastOfOtherPeriodError(period, now);
}

/** @throws ForecastOfOtherPeriodError */
export async function readForecasts(
  tx: Transaction,
  { period, by, filters, zone, calendars }: TallyRequest,
): Promise<Forecasts> {
  refuseOtherPeriods(period, tx.now);
  const parameters: unknown[] = [];
  const parameter = (value: unknown) => `$${parameters.push(value)}`;
  const key = by === 'month' ? `to_char(s.created_at at time zone ${parameter(zone)}, 'YYYY-MM')` : `s.${by}`;
  const limits = Object.entries(filters).map(([name, value]) => `and s.${name} = ${parameter(value)}`);
  const open = await tx.query<{ id: string; key: string | null }>(
    `select s.task_id as id, ${key} as key from sla_task(${parameter(zone)}) s
     where s.status = 'open' and s.created_at < ${parameter(period.to)} and s.due_at >= ${parameter(tx.now)} ${limits.join(' ')}`,
    parameters,
  );
  const entries = await forecastDeadlines({ database: tx, calendars }, open.map(({ id }) => id), tx.now);
  const all: Estimate[] = [];
  const ofKey = new Map<string | null, Estimate[]>();
  for (const task of open) {
    const estimate = entries.get(task.id);
    if (estimate === undefined) continue;
    all.push(estimate);
    const ofLine = ofKey.get(task.key);
    if (ofLine === undefined) ofKey.set(task.key, [estimate]);
    else ofLine.push(estimate);
  }
  return { total: sumUpForecasts(all), of: (line) => sumUpForecasts(ofKey.get(line) ?? []) };
}

/** Open tasks or obligations that are foretold at a time, while those are looked for that a figure counts. */
const FORETOLD_AT_ONCE = 2_000;

/**
 * Goes through what is open and not yet due until a page is full of what a figure of a forecast counts.
 * @param readOpen a page of what is open and not yet due
 * @param keepCounted what the figure counts of the items of one
 * @param atOnce how many a page of what is open holds
 * @returns more than the page holds where there is more
 */
export async function findForecast<Open, Found>(
  readOpen: (page: PageRequest) => Promise<Page<Open>>,
  keepCounted: (open: readonly Open[]) => Promise<readonly Found[]>,
  { limit, after: first }: PageRequest,
  atOnce = FORETOLD_AT_ONCE,
): Promise<Found[]> {
  const found: Found[] = [];
  let after: string | null | undefined = first;
  do {
    const open: Page<Open> = await readOpen({ limit: atOnce, after });
    found.push(...(await keepCounted(open.items)));
    after = open.next ?? undefined;
  } while (after !== undefined && found.length <= limit);
  return found;
}

/** The figures of a forecast of so many tasks or cases. */
export function sumUpForecasts(estimates: readonly Pick<Estimate, 'probability' | 'low' | 'high'>[]): ForecastFigures {
  const count = (figure: CountedForecast) => estimates.filter(COUNTS_FORECAST[figure]).length;
  const openForetold = count('openForetold');
  const sum = (part: 'probability' | 'low' | 'high') =>
    openForetold === 0 ? null : estimates.reduce((all, estimate) => all + (estimate[part] ?? 0), 0);
  return {
    openForetold,
    openAtRisk: count('openAtRisk'),
    expectedMisses: sum('probability'),
    expectedMissesLow: sum('low'),
    expectedMissesHigh: sum('high'),
    openNotForetold: count('openNotForetold'),
  };
}

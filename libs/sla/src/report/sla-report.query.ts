import type { Database, Transaction } from '#database';
import type { CalendarsInForce } from '../roll-ups/counting-calendars.js';
import { labelsOf } from './labels.js';
import { periodBefore } from './months.js';
import { readTallies } from './read-tallies.js';
import { REPORT_DEFINITIONS } from './report-definitions.js';
import { filtersOf, type ReportRequest } from './report-request.js';
import type { ReportLine, ReportPart, ReportPeriod, SlaReport } from './report.js';
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
 * are the same at any moment as if all had been counted anew from the history (`recomputeSla` proves it).
 */
export function slaReport(tools: ReportTools, request: ReportRequest): Promise<SlaReport> {
  const { by, compare } = request;
  const period = { from: request.from, to: request.to };
  return tools.database.transaction(async (tx) => ({
    asOf: period.to < tx.now ? period.to : tx.now,
    by,
    filters: filtersOf(request),
    ...(await readPart(tx, tools, request, period)),
    ...(compare && { previous: await readPart(tx, tools, request, periodBefore(period, tools.zone)) }),
    definitions: REPORT_DEFINITIONS,
  }));
}

async function readPart(
  tx: Transaction,
  { calendars, zone }: ReportTools,
  request: ReportRequest,
  period: ReportPeriod,
): Promise<ReportPart> {
  const { by } = request;
  const tallies = await readTallies(tx, { period, by, filters: filtersOf(request), zone, calendars });
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

function byKey(a: ReportLine, b: ReportLine): number {
  return (a.key ?? '').localeCompare(b.key ?? '');
}

function byTasks(a: ReportLine, b: ReportLine): number {
  const tasks = (line: ReportLine) =>
    line.finishedOnTime! + line.finishedLate! + line.finishedWithoutDeadline! +
    line.openNotDue! + line.openOverdue! + line.openWithoutDeadline!;
  return tasks(b) - tasks(a) || a.label.localeCompare(b.label, 'vi') || byKey(a, b);
}

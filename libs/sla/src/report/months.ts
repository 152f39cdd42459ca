import { DateTime } from 'luxon';
import type { ReportPeriod } from './report.js';

/** A period in the parts that are looked up: months as 202611, and what is left at its edges. */
export interface SplitPeriod {
  readonly months: readonly number[];
  readonly edges: readonly ReportPeriod[];
}

/** Splits a period into the whole months of a zone and the at most two pieces beside them. */
export function splitPeriod({ from, to }: ReportPeriod, zone: string): SplitPeriod {
  const [start, end] = [inZone(from, zone), inZone(to, zone)];
  const floor = start.startOf('month');
  const first = +floor === +start ? floor : floor.plus({ months: 1 });
  const last = end.startOf('month');
  if (+first >= +last) return { months: [], edges: [{ from, to }] };
  const months: number[] = [];
  for (let month = first; +month < +last; month = month.plus({ months: 1 })) months.push(numberOf(month));
  const edges = [
    { from, to: isoText(first) },
    { from: isoText(last), to },
  ];
  return { months, edges: edges.filter((edge) => Date.parse(edge.from) < Date.parse(edge.to)) };
}

/** The period before: as many whole months where both ends are edges of months, else just as long. */
export function periodBefore({ from, to }: ReportPeriod, zone: string): ReportPeriod {
  const [start, end] = [inZone(from, zone), inZone(to, zone)];
  const isWhole = [start, end].every((each) => +each === +each.startOf('month'));
  const before = isWhole ? start.minus({ months: Math.round(end.diff(start, 'months').months) }) : start.minus(end.diff(start));
  return { from: isoText(before), to: isoText(start) };
}

/** 202611 as `2026-11`. */
export function monthKey(month: number): string {
  return `${Math.floor(month / 100)}-${String(month % 100).padStart(2, '0')}`;
}

/** The month of an instant in a zone, as `2026-11`. */
export function monthIn(instant: string, zone: string): string {
  return inZone(instant, zone).toFormat('yyyy-MM');
}

function inZone(instant: string, zone: string): DateTime {
  return DateTime.fromISO(instant, { zone });
}

function numberOf(month: DateTime): number {
  return month.year * 100 + month.month;
}

function isoText(instant: DateTime): string {
  return instant.toUTC().toISO()!;
}

import { DateTime } from 'luxon';

export type PeriodKind = 'week' | 'month' | 'quarter';

/** Days `YYYY-MM-DD`, both of them within the period. */
export interface Period {
  readonly firstDay: string;
  readonly lastDay: string;
}

/** The period in which an instant lies, in the zone of the office; weeks begin on Monday. */
export function periodOf(kind: PeriodKind, instant: string, zone: string): Period {
  const first = DateTime.fromISO(instant, { zone }).startOf(kind);
  return { firstDay: first.toISODate()!, lastDay: first.endOf(kind).toISODate()! };
}

/** First instant of the period and first instant after it, ISO 8601 UTC. */
export function instantsOf({ firstDay, lastDay }: Period, zone: string): { readonly from: string; readonly to: string } {
  const at = (day: string) => DateTime.fromISO(day, { zone });
  return { from: at(firstDay).toUTC().toISO()!, to: at(lastDay).plus({ days: 1 }).toUTC().toISO()! };
}

/** The period right before another of its kind. */
export function periodBefore(kind: PeriodKind, { firstDay }: Period): Period {
  const first = DateTime.fromISO(firstDay, { zone: 'utc' }).minus({ [kind]: 1 });
  return { firstDay: first.toISODate()!, lastDay: first.endOf(kind).toISODate()! };
}

/** `tuần 05/01–11/01/2026`, `tháng 01/2026`, `quý I/2026`. */
export function sayPeriod(kind: PeriodKind, { firstDay, lastDay }: Period): string {
  const [first, last] = [DateTime.fromISO(firstDay), DateTime.fromISO(lastDay)];
  if (kind === 'week') return `tuần ${first.toFormat('dd/MM')}–${last.toFormat('dd/MM/yyyy')}`;
  return kind === 'month' ? `tháng ${first.toFormat('MM/yyyy')}` : `quý ${QUARTERS[first.quarter - 1]}/${first.year}`;
}

const QUARTERS = ['I', 'II', 'III', 'IV'] as const;

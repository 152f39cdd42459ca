import { DateTime } from 'luxon';

export type PeriodKind = 'week' | 'month';

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

/** `tuần 05/01–11/01/2026`, `tháng 01/2026`. */
export function sayPeriod(kind: PeriodKind, { firstDay, lastDay }: Period): string {
  const [first, last] = [DateTime.fromISO(firstDay), DateTime.fromISO(lastDay)];
  return kind === 'week' ? `tuần ${first.toFormat('dd/MM')}–${last.toFormat('dd/MM/yyyy')}` : `tháng ${first.toFormat('MM/yyyy')}`;
}

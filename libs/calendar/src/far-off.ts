import type { Finding } from '#foundation';

/** Nothing in an office is due later from now; what is, was mistyped. */
const MOST_YEARS = 10;

/** Whether the calendar year (UTC) of an instant is more than ten away from that of now, to either side; both ISO 8601. */
export function isFarOff(instant: string, now: string): boolean {
  return Math.abs(new Date(instant).getUTCFullYear() - new Date(now).getUTCFullYear()) > MOST_YEARS;
}

/**
 * What is wrong with a date that a person has written and cannot have meant, as {@link isFarOff} judges; none where he can.
 * The one bound for all of them, so that whatever stands in the ledger can be counted by calendars.
 * @param where the field that it was written in
 */
export function farOffFindings(where: string, instant: string, now: string): Required<Pick<Finding, 'where' | 'what' | 'mend'>>[] {
  if (!isFarOff(instant, now)) return [];
  return [{ where, what: `${instant} lies more than ${MOST_YEARS} years away`, mend: 'Check the year.' }];
}

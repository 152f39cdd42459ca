import { DateTime } from 'luxon';

/** The calendar day `YYYY-MM-DD` on which an instant (ISO 8601 or Date) falls in an IANA zone. */
export function dateInZone(instant: string | Date, zone: string): string {
  return zoned(instant, zone).toFormat('yyyy-MM-dd');
}

/** The calendar year in which an instant falls in an IANA zone. */
export function yearInZone(instant: string | Date, zone: string): number {
  return zoned(instant, zone).year;
}

/** A day `YYYY-MM-DD` as people here write it: `30/01/2026`. */
export function sayDate(date: string): string {
  return date.split('-').reverse().join('/');
}

/** Whether a text is a day that exists, written `YYYY-MM-DD`: 29 February only in leap years. */
export function isCalendarDate(text: string): boolean {
  return /^\d{4}-\d{2}-\d{2}$/.test(text) && DateTime.fromISO(text).isValid;
}

function zoned(instant: string | Date, zone: string): DateTime {
  return (typeof instant === 'string' ? DateTime.fromISO(instant) : DateTime.fromJSDate(instant)).setZone(zone);
}

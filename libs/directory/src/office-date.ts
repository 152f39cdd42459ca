import { DateTime } from 'luxon';

/** The calendar day `YYYY-MM-DD` on which an instant (ISO 8601 UTC or Date) falls in the office's IANA zone. */
export function officeDate(instant: string | Date, zone: string): string {
  const at = typeof instant === 'string' ? DateTime.fromISO(instant) : DateTime.fromJSDate(instant);
  return at.setZone(zone).toFormat('yyyy-MM-dd');
}

/** Whether a text is a day that exists, written `YYYY-MM-DD`: 29 February only in leap years. */
export function isCalendarDate(text: string): boolean {
  return /^\d{4}-\d{2}-\d{2}$/.test(text) && DateTime.fromISO(text).isValid;
}

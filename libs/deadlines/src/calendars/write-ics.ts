import type { CalendarData, CalendarDay } from '#calendar';
import { type IcsEvent, writeIcsEvents } from './write-ics-events.js';

/**
 * The days of a calendar as iCalendar, an event for each: what people subscribe to, and what can be imported again without a
 * loss. The week is not in it.
 * @param stamp instant at which the version was published, ISO 8601 UTC.
 */
export function writeIcs({ key, name, zone, days }: CalendarData, { version, stamp }: { version: number; stamp: string }): string {
  return writeIcsEvents({ product: `${key} ${version}`, name, zone, stamp, events: days.map((day) => eventOf(day, key)) });
}

function eventOf({ date, kind, sessions, name, source }: CalendarDay, key: string): IcsEvent {
  return {
    uid: `${date}.${key}@congvan`,
    date,
    summary: name,
    description: source,
    more: [
      `X-CONGVAN-KIND:${kind}`,
      ...(sessions.length > 0 ? [`X-CONGVAN-SESSIONS:${sessions.map(({ from, to }) => `${from}-${to}`).join(' ')}`] : []),
    ],
  };
}

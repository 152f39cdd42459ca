import type { CalendarData, CalendarDay } from '#calendar';

/** Longest line in octets, without its end (RFC 5545 §3.1). */
const LONGEST_LINE = 75;

/**
 * The days of a calendar as iCalendar (RFC 5545), an all-day event for each: what people subscribe to, and what can be
 * imported again without a loss. The week is not in it.
 * @param stamp instant at which the version was published, ISO 8601 UTC.
 */
export function writeIcs(data: CalendarData, { version, stamp }: { version: number; stamp: string }): string {
  const lines = [
    'BEGIN:VCALENDAR',
    'VERSION:2.0',
    `PRODID:-//Congvan//${data.key} ${version}//VI`,
    `X-WR-CALNAME:${escaped(data.name)}`,
    `X-WR-TIMEZONE:${data.zone}`,
    ...data.days.flatMap((day) => eventOf(day, `${day.date}.${data.key}@congvan`, `${compact(stamp.slice(0, 19))}Z`)),
    'END:VCALENDAR',
  ];
  return lines.map((line) => `${folded(line)}\r\n`).join('');
}

function eventOf({ date, kind, sessions, name, source }: CalendarDay, uid: string, stamp: string): string[] {
  return [
    'BEGIN:VEVENT',
    `UID:${uid}`,
    `DTSTAMP:${stamp}`,
    `DTSTART;VALUE=DATE:${compact(date)}`,
    `SUMMARY:${escaped(name)}`,
    `DESCRIPTION:${escaped(source)}`,
    `X-CONGVAN-KIND:${kind}`,
    ...(sessions.length > 0 ? [`X-CONGVAN-SESSIONS:${sessions.map(({ from, to }) => `${from}-${to}`).join(' ')}`] : []),
    'TRANSP:TRANSPARENT',
    'END:VEVENT',
  ];
}

function compact(dateOrInstant: string): string {
  return dateOrInstant.replaceAll(/[-:]/g, '');
}

function escaped(text: string): string {
  return text.replaceAll(/[\\;,]/g, '\\$&').replaceAll(/\r\n|[\r\n]/g, '\\n');
}

/** Goes on behind a space on the next line, never within a character. */
function folded(line: string): string {
  const parts = [''];
  let octets = 0;
  for (const character of line) {
    const length = Buffer.byteLength(character);
    if (octets + length > LONGEST_LINE) {
      parts.push(' ');
      octets = 1;
    }
    parts[parts.length - 1] += character;
    octets += length;
  }
  return parts.join('\r\n');
}

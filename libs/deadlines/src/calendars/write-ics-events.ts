/** Longest line in octets, without its end (RFC 5545 §3.1). */
const LONGEST_LINE = 75;

/** Something that lasts all of a day. */
export interface IcsEvent {
  /** Stays the same as long as it is the same event. */
  readonly uid: string;
  /** `YYYY-MM-DD` */
  readonly date: string;
  readonly summary: string;
  readonly description: string;
  /** Further properties, `NAME:value`, escaped where they need it. */
  readonly more?: readonly string[];
}

export interface IcsCalendar {
  /** What made it, for `PRODID`. */
  readonly product: string;
  readonly name: string;
  /** IANA zone. */
  readonly zone: string;
  /** When it was made, ISO 8601 UTC. */
  readonly stamp: string;
  readonly events: readonly IcsEvent[];
}

/** All-day events as iCalendar (RFC 5545): what people subscribe to. They keep nobody's day busy. */
export function writeIcsEvents({ product, name, zone, stamp, events }: IcsCalendar): string {
  const lines = [
    'BEGIN:VCALENDAR',
    'VERSION:2.0',
    `PRODID:-//Congvan//${product}//VI`,
    `X-WR-CALNAME:${escaped(name)}`,
    `X-WR-TIMEZONE:${zone}`,
    ...events.flatMap((event) => linesOf(event, `${compact(stamp.slice(0, 19))}Z`)),
    'END:VCALENDAR',
  ];
  return lines.map((line) => `${folded(line)}\r\n`).join('');
}

function linesOf({ uid, date, summary, description, more = [] }: IcsEvent, stamp: string): string[] {
  return [
    'BEGIN:VEVENT',
    `UID:${uid}`,
    `DTSTAMP:${stamp}`,
    `DTSTART;VALUE=DATE:${compact(date)}`,
    `SUMMARY:${escaped(summary)}`,
    `DESCRIPTION:${escaped(description)}`,
    ...more,
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

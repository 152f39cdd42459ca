import { type CalendarData, type CalendarDay, type CalendarYear, readCalendarCsv, readIcs } from '#calendar';
import type { Finding } from '#foundation';
import { type CalendarChanges, compareCalendars } from './compare-calendars.js';
import { CalendarFileUnreadableError } from './errors.js';
import { validCalendar } from './valid-calendar.js';

export interface CalendarImportOptions {
  /** The file tells all of its years: what the calendar has in them besides is taken out. Else days are only added and changed. */
  readonly wholeYears?: boolean;
  /** The announcement that the file follows: the source of days for which an `.ics` file names none. */
  readonly announced?: {
    readonly by: string;
    /** Years of which all days off are known with it. A file cannot tell: one with a single swap has the year as well. */
    readonly years: readonly number[];
  };
}

/** What an import would make of a calendar. Nothing is changed by it: publishing `data` is an act of its own. */
export interface CalendarImport {
  /** Null while a line is wrong: what is missing of a file would count as a working day. */
  readonly data: CalendarData | null;
  readonly changes: CalendarChanges;
  /** Lines that are wrong, and why. */
  readonly findings: readonly Finding[];
}

/**
 * Reads a file of days off into a calendar: iCalendar, CSV, or the whole calendar as JSON, told apart by how the text
 * begins. @throws CalendarFileUnreadableError, CalendarInvalidError where the calendar with it would be none
 */
export function planCalendarImport(
  current: CalendarData,
  text: string,
  options: CalendarImportOptions = {},
): CalendarImport {
  const file = text.replace(/^\uFEFF/, '');
  if (file.trimStart().startsWith('{')) {
    const data = readWhole(file, current.key);
    return { data, changes: compareCalendars(current, data), findings: [] };
  }
  const { days, findings } = /^\s*BEGIN:VCALENDAR/i.test(file) ? readIcs(file, options.announced?.by) : readCalendarCsv(file);
  if (days.length === 0 && findings.length > 0) throw new CalendarFileUnreadableError(findings);
  const data = validCalendar(merged(current, days, options));
  return { data: findings.length === 0 ? data : null, changes: compareCalendars(current, data), findings };
}

function readWhole(text: string, key: string): CalendarData {
  const data = validCalendar(parsed(text));
  if (data.key === key) return data;
  const mend = `Import it into ${data.key}, or change its key.`;
  throw new CalendarFileUnreadableError([{ where: 'key', what: `is ${data.key}, not ${key}`, mend }]);
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new CalendarFileUnreadableError([{ where: 'file', what: `is no JSON: ${(cause as Error).message}` }]);
  }
}

function merged(current: CalendarData, days: readonly CalendarDay[], options: CalendarImportOptions): CalendarData {
  const { wholeYears = false, announced } = options;
  const inFile = new Set(days.map(({ date }) => date));
  const yearsOfFile = new Set(days.map(({ date }) => yearOf(date)));
  const kept = current.days.filter(({ date }) => !inFile.has(date) && !(wholeYears && yearsOfFile.has(yearOf(date))));
  return {
    ...current,
    days: [...kept, ...days].sort((one, other) => (one.date < other.date ? -1 : 1)),
    years: announced === undefined ? current.years : withAnnounced(current.years, announced),
  };
}

function withAnnounced(
  years: readonly CalendarYear[],
  { by, years: announced }: NonNullable<CalendarImportOptions['announced']>,
): CalendarYear[] {
  const known = [...new Set(announced)].map((year): CalendarYear => ({ year, status: 'announced', source: by }));
  const others = years.filter(({ year }) => !announced.includes(year));
  return [...others, ...known].sort((one, other) => one.year - other.year);
}

function yearOf(date: string): number {
  return Number(date.slice(0, 4));
}

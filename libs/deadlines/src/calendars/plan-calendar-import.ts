import { type CalendarData, calendarDataSchema, type CalendarDay, type CalendarYear, readCalendarCsv, readIcs } from '#calendar';
import type { Finding } from '#foundation';
import { type CalendarChanges, compareCalendars } from './compare-calendars.js';
import { CalendarFileUnreadableError } from './errors.js';

export interface CalendarImportOptions {
  /** The file tells all of its years: what the calendar has in them besides is taken out. Else days are only added and changed. */
  readonly wholeYears?: boolean;
  /** The announcement that the file follows; its years count as announced from then on. */
  readonly announcedBy?: string;
}

/** What an import would make of a calendar. Nothing is changed by it: publishing `data` is an act of its own. */
export interface CalendarImport {
  readonly data: CalendarData;
  readonly changes: CalendarChanges;
  /** Lines that were left out, and why. */
  readonly findings: readonly Finding[];
}

/**
 * Reads a file of days off into a calendar: iCalendar, CSV, or the whole calendar as JSON, told apart by how the text
 * begins. @throws CalendarFileUnreadableError
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
  const { days, findings } = /^\s*BEGIN:VCALENDAR/i.test(file) ? readIcs(file) : readCalendarCsv(file);
  const data = merged(current, days, options);
  refuseFaults(data);
  return { data, changes: compareCalendars(current, data), findings };
}

function readWhole(text: string, key: string): CalendarData {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch (cause) {
    throw new CalendarFileUnreadableError([{ where: 'file', what: `is no JSON: ${(cause as Error).message}` }]);
  }
  refuseFaults(json);
  const data = calendarDataSchema.parse(json);
  if (data.key === key) return data;
  const mend = `Import it into ${data.key}, or change its key.`;
  throw new CalendarFileUnreadableError([{ where: 'key', what: `is ${data.key}, not ${key}`, mend }]);
}

function refuseFaults(data: unknown): void {
  const { error } = calendarDataSchema.safeParse(data);
  if (error === undefined) return;
  throw new CalendarFileUnreadableError(error.issues.map(({ path, message }) => ({ where: path.join('.'), what: message })));
}

function merged(current: CalendarData, days: readonly CalendarDay[], options: CalendarImportOptions): CalendarData {
  const { wholeYears = false, announcedBy } = options;
  const inFile = new Set(days.map(({ date }) => date));
  const years = new Set(days.map(({ date }) => yearOf(date)));
  const kept = current.days.filter(({ date }) => !inFile.has(date) && !(wholeYears && years.has(yearOf(date))));
  const merging = [...kept, ...days].sort((one, other) => (one.date < other.date ? -1 : 1));
  if (announcedBy === undefined) return { ...current, days: merging };
  const announced = [...years].map((year): CalendarYear => ({ year, status: 'announced', source: announcedBy }));
  const others = current.years.filter(({ year }) => !years.has(year));
  return { ...current, days: merging, years: [...others, ...announced].sort((one, other) => one.year - other.year) };
}

function yearOf(date: string): number {
  return Number(date.slice(0, 4));
}

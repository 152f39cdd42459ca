import { type CalendarData, calendarDataSchema } from '#calendar';
import { z } from 'zod';
import { CalendarInvalidError } from './errors.js';

/** Findings are read by the people who keep the calendar. */
const { localeError } = z.locales.vi();

/** More than this nobody reads at once; a file made to be wrong has thousands. */
const MOST_FINDINGS = 200;

/** What came from outside as a calendar. @throws CalendarInvalidError with what is wrong, the first 200 places */
export function validCalendar(given: unknown): CalendarData {
  const { data, error } = calendarDataSchema.safeParse(given, { error: localeError });
  if (error === undefined) return data;
  const findings = error.issues.slice(0, MOST_FINDINGS);
  throw new CalendarInvalidError(findings.map(({ path, message }) => ({ where: path.join('.'), what: message })));
}

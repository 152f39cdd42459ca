import { IANAZone } from 'luxon';
import { z } from 'zod';
import { isCalendarDate } from '#foundation';

/** First and last year that a calendar can count in. */
export const FIRST_YEAR = 1950;
export const LAST_YEAR = 2199;

/**
 * A stretch of work within one day, office time `HH:mm`. None ends at midnight, which is the next day already: a term of
 * days would end on the day after its last.
 */
export interface Session {
  from: string;
  to: string;
}

/** {@link CalendarDay.kind}. */
export const DAY_KINDS = ['day-off', 'make-up', 'half-day', 'special'] as const;

/**
 * One day that differs from the week. `day-off` has no sessions, the others have: a `make-up` day is worked for a day off
 * elsewhere, a `half-day` is cut short, a `special` day has hours of its own.
 */
export interface CalendarDay {
  /** `YYYY-MM-DD` */
  date: string;
  kind: (typeof DAY_KINDS)[number];
  sessions: Session[];
  name: string;
  /** The act that says so, for people: a law with its article, a notice with its number. */
  source: string;
}

/**
 * What is known of the days off of a year: `announced` all of them, `partly-announced` those that the law fixes to a date
 * and not yet those that are announced each year, `not-announced` nothing.
 */
export type YearStatus = 'announced' | 'partly-announced' | 'not-announced';

/** A year without such an entry counts as `not-announced`: only its week is known. */
export interface CalendarYear {
  year: number;
  status: YearStatus;
  source: string;
}

/** ISO weekdays: `1` is Monday, `7` is Sunday. */
export type Weekday = '1' | '2' | '3' | '4' | '5' | '6' | '7';

/** Sessions of each weekday; none: a weekly day off. */
export type Week = Record<Weekday, Session[]>;

/** Other hours for a part of every year, as offices have in summer and in winter. */
export interface Season {
  /** First and last day, `MM-DD`. Where `to` is earlier, the season goes on over the turn of the year. */
  from: string;
  to: string;
  /** In place of the usual week. */
  week: Week;
  name: string;
  source: string;
}

/** The working time of an agency or of a unit as data, as it is published, exported and imported. */
export interface CalendarData {
  key: string;
  name: string;
  /** IANA zone of all its dates and hours, e.g. `Asia/Ho_Chi_Minh`. */
  zone: string;
  week: Week;
  weekSource: string;
  /** They do not overlap. */
  seasons?: Season[];
  days: CalendarDay[];
  years: CalendarYear[];
}

const text = (longest: number) => z.string().trim().min(1).max(longest);
const TIME = /^(?:[01]\d|2[0-3]):[0-5]\d$/;

const time = z.string().regex(TIME, 'Giờ ghi dạng HH:mm, từ 00:00 đến 23:59.');
const session = z
  .strictObject({ from: time, to: time })
  .refine(({ from, to }) => from < to, 'Buổi làm việc phải bắt đầu trước khi kết thúc.');

/** The sessions of one day: ascending, not overlapping; the end of one may be the start of the next. */
export const sessionsSchema = z
  .array(session)
  .max(8)
  .refine(
    (sessions) => sessions.every(({ from }, index) => index === 0 || sessions[index - 1]!.to <= from),
    'Các buổi làm việc phải theo thứ tự và không chồng lên nhau.',
  );

const year = z.number().int().min(FIRST_YEAR).max(LAST_YEAR);

/** One row of {@link CalendarData.days}, checked on its own: what a line of an imported file must yield. */
export const calendarDaySchema = z
  .strictObject({
    date: z
      .string()
      .refine(
        (date) =>
          isCalendarDate(date) && Number(date.slice(0, 4)) >= FIRST_YEAR && Number(date.slice(0, 4)) <= LAST_YEAR,
        `Ngày phải có thật, ghi dạng YYYY-MM-DD, trong các năm ${FIRST_YEAR}–${LAST_YEAR}.`,
      ),
    kind: z.enum(DAY_KINDS),
    sessions: sessionsSchema,
    name: text(200),
    source: text(500),
  })
  .refine(({ kind, sessions }) => (kind === 'day-off') === (sessions.length === 0), {
    path: ['sessions'],
    message: 'Ngày nghỉ (day-off) không có buổi làm việc; ngày làm bù, ngày làm nửa buổi, ngày đặc biệt phải có.',
  });

const week = z
  .strictObject({
    1: sessionsSchema,
    2: sessionsSchema,
    3: sessionsSchema,
    4: sessionsSchema,
    5: sessionsSchema,
    6: sessionsSchema,
    7: sessionsSchema,
  })
  .refine((days) => Object.values(days).some(({ length }) => length > 0), 'Tuần phải có ít nhất một buổi làm việc.');

const dayOfYear = z
  .string()
  .refine((text) => isCalendarDate(`2024-${text}`), 'Ngày trong năm ghi dạng MM-DD, ví dụ 04-16.');

/** Half a year each, or a quarter; more than these no office has. */
const MOST_SEASONS = 12;

const seasons = z
  .array(z.strictObject({ from: dayOfYear, to: dayOfYear, week, name: text(200), source: text(500) }))
  .max(MOST_SEASONS)
  .refine(
    (all) => all.every((one, place) => all.every((other, at) => at === place || !isInSeason(one.from, other))),
    'Các mùa không được chồng lên nhau.',
  );

/** @param day `MM-DD` */
export function isInSeason(day: string, { from, to }: Pick<Season, 'from' | 'to'>): boolean {
  return from <= to ? from <= day && day <= to : from <= day || day <= to;
}

/**
 * Reads {@link CalendarData} from outside; what is refused is said in Vietnamese, as the people who keep calendars read
 * it. Sizes are bounded: 5,000 days are 40 years of 125 rows each.
 */
export const calendarDataSchema: z.ZodType<CalendarData> = z.strictObject({
  key: z.string().regex(/^[a-z][a-z0-9-]{0,62}$/, 'Mã lịch gồm chữ thường không dấu, chữ số và dấu gạch ngang.'),
  name: text(200),
  zone: z
    .string()
    .max(64)
    .refine((zone) => IANAZone.isValidZone(zone), 'Không có múi giờ này, ví dụ Asia/Ho_Chi_Minh.'),
  week,
  weekSource: text(500),
  seasons: seasons.optional(),
  days: z
    .array(calendarDaySchema)
    .max(5_000)
    .superRefine((days, context) =>
      refuseTwice(
        days.map(({ date }) => date),
        'date',
        context,
      ),
    ),
  years: z
    .array(
      z.strictObject({ year, status: z.enum(['announced', 'partly-announced', 'not-announced']), source: text(500) }),
    )
    .max(LAST_YEAR - FIRST_YEAR + 1)
    .superRefine((years, context) =>
      refuseTwice(
        years.map((entry) => entry.year),
        'year',
        context,
      ),
    ),
});

function refuseTwice(values: readonly (string | number)[], field: string, context: z.RefinementCtx): void {
  const seen = new Set<string | number>();
  values.forEach((value, index) => {
    if (seen.has(value)) {
      context.addIssue({ code: 'custom', path: [index, field], message: `${value} có hai dòng; chỉ giữ lại một.` });
    }
    seen.add(value);
  });
}

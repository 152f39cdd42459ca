import type { DateTime } from 'luxon';

/** Cron made ready for `cron-parser`, which knows neither years nor `W`, and counts the days of the week from 0. */
export interface CronFields {
  readonly seconds: string;
  readonly minutes: string;
  readonly hours: string;
  /** Days that need the month to be known (`LW`, `15W`, `L-3`) are worked out by {@link daysIn}. */
  readonly days: readonly string[];
  readonly months: string;
  readonly weekdays: string;
  /** Null: in every year. */
  readonly years: ReadonlySet<number> | null;
}

const NICKNAMES: ReadonlyMap<string, string> = new Map([
  ['@yearly', '0 0 1 1 *'],
  ['@annually', '0 0 1 1 *'],
  ['@monthly', '0 0 1 * *'],
  ['@weekly', '0 0 * * 0'],
  ['@daily', '0 0 * * *'],
  ['@midnight', '0 0 * * *'],
  ['@hourly', '0 * * * *'],
]);

const MONTHS = ['JAN', 'FEB', 'MAR', 'APR', 'MAY', 'JUN', 'JUL', 'AUG', 'SEP', 'OCT', 'NOV', 'DEC'];
const WEEKDAYS = ['SUN', 'MON', 'TUE', 'WED', 'THU', 'FRI', 'SAT'];

/**
 * Splits cron into its fields: five (from minutes), six (from seconds) or seven (with years), or a nickname. Numbers of
 * weekdays are those of Quartz, Sunday being 1, where the text is Quartz's: with a `?`, or with years. Quartz refuses
 * every other text; there Sunday is 0 or 7 as in Unix and Spring.
 * @throws {Error} naming the field that is wrong.
 */
export function parseCronFields(cron: string): CronFields {
  const text = NICKNAMES.get(cron) ?? cron;
  const given = text.toUpperCase().split(/\s+/);
  if (given.length < 5 || given.length > 7) throw new Error(`it has ${given.length} fields instead of 5, 6 or 7`);
  const [seconds = '', minutes = '', hours = '', days = '', months = '', weekdays = '', years = '*'] =
    given.length === 5 ? ['0', ...given] : given;
  const quartz = given.length === 7 || days === '?' || weekdays === '?';
  return {
    seconds: expand(seconds, { name: 'seconds', least: 0, most: 59 }),
    minutes: expand(minutes, { name: 'minutes', least: 0, most: 59 }),
    hours: expand(hours, { name: 'hours', least: 0, most: 23 }),
    days: days.split(',').map((day) => (DAY_OF_A_MONTH.test(day) ? day : expand(day, DAYS))),
    months: expand(replaceNames(months, MONTHS, 1), { name: 'months', least: 1, most: 12 }),
    weekdays: expandWeekdays(weekdays, quartz),
    years: yearsOf(years),
  };
}

/** The days of a month, as cron wants them; empty where the month has none of them. */
export function daysIn(days: readonly string[], month: DateTime): string {
  return days.flatMap((day) => (DAY_OF_A_MONTH.test(day) ? (dayIn(day, month) ?? []) : day)).join(',');
}

/** Whether the days can only be told for a certain month. */
export function dependOnMonth(days: readonly string[]): boolean {
  return days.some((day) => DAY_OF_A_MONTH.test(day));
}

const DAYS: Field = { name: 'days of the month', least: 1, most: 31 };

/** `L` last, `L-3` three days before it, `15W` the weekday nearest to the 15th, `LW` the last weekday. */
const DAY_OF_A_MONTH = /^(?:L(?:-([1-9]|[12]\d|30))?|([1-9]|[12]\d|3[01])(?=W))(W)?$/;

function dayIn(day: string, month: DateTime): number | null {
  const [, before = '0', number, weekday] = DAY_OF_A_MONTH.exec(day) ?? [];
  const last = month.endOf('month').day;
  const wanted = number === undefined ? last - Number(before) : Number(number);
  if (wanted < 1 || wanted > last) return null;
  return weekday === undefined ? wanted : nearestWeekday(month.set({ day: wanted }), last);
}

/** Never in another month: the first on a Saturday becomes Monday the third. */
function nearestWeekday({ day, weekday }: DateTime, last: number): number {
  if (weekday === 6) return day === 1 ? 3 : day - 1;
  if (weekday === 7) return day === last ? day - 2 : day + 1;
  return day;
}

interface Field {
  readonly name: string;
  readonly least: number;
  readonly most: number;
}

/** `*`, or the numbers that a field names one by one: `22-2`, `1/5` and `FRI-MON` are not read alike everywhere. */
function expand(text: string, field: Field): string {
  if (text === '*' || text === '?') return '*';
  return text
    .split(',')
    .flatMap((item) => numbersIn(item, field))
    .join(',');
}

const ITEM = /^(?:\*|(\d{1,4})(?:-(\d{1,4}))?)(?:\/(\d{1,4}))?$/;

function numbersIn(item: string, { name, least, most }: Field): number[] {
  const [all, first, last, step] = ITEM.exec(item) ?? [];
  const from = first === undefined ? least : Number(first);
  const to = last !== undefined ? Number(last) : first === undefined || step !== undefined ? most : from;
  const by = step === undefined ? 1 : Number(step);
  if (all === undefined || from < least || from > most || to < least || to > most || by < 1) {
    throw new Error(`"${item}" cannot be used for the ${name}`);
  }
  const size = most - least + 1;
  const count = Math.floor((to < from ? to + size - from : to - from) / by);
  return Array.from({ length: count + 1 }, (_, index) => least + ((from - least + index * by) % size));
}

function expandWeekdays(text: string, quartz: boolean): string {
  const first = quartz ? 1 : 0;
  const field = { name: 'days of the week', least: first, most: quartz ? 7 : 6 };
  // Unix also writes Sunday as 7, which may only stand where it makes no range turn over.
  const named = replaceNames(text, WEEKDAYS, first);
  const items = named.split(',').map((item) => {
    if (item === '?' || item === '*') return '*';
    if (item === 'L') return '6';
    const [, day, rest] = /^([0-7])(L|#[1-5])$/.exec(item) ?? [];
    if (day !== undefined) return `${(Number(day) - first + 7) % 7}${rest}`;
    const plain = quartz ? item : item.replace(/^7$/, '0').replace(/-7(?=\/|$)/, '-0');
    return numbersIn(plain, field)
      .map((number) => number - first)
      .join(',');
  });
  return items.includes('*') ? '*' : items.join(',');
}

function yearsOf(text: string): ReadonlySet<number> | null {
  const years = expand(text, { name: 'years', least: 1970, most: 2199 });
  return years === '*' ? null : new Set(years.split(',').map(Number));
}

function replaceNames(text: string, names: readonly string[], first: number): string {
  return text.replace(/[A-Z]{3}/g, (name) => {
    const index = names.indexOf(name);
    return index < 0 ? name : String(index + first);
  });
}

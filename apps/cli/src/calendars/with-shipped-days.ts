import { type CalendarData, type CalendarDay, VIETNAM } from '#calendar';

/**
 * A calendar with what this release knows of Vietnam's days off beyond it: its own days and hours stay as they are, and so
 * do years that count as announced already.
 */
export function withShippedDays(calendar: CalendarData): CalendarData {
  const own = new Set(calendar.days.map(({ date }) => date));
  const settled = new Set(calendar.years.filter(({ status }) => status === 'announced').map(({ year }) => year));
  const shipped = VIETNAM.years.filter(({ year }) => !settled.has(year));
  const replaced = new Set(shipped.map(({ year }) => year));
  return {
    ...calendar,
    days: [...calendar.days, ...VIETNAM.days.filter(({ date }) => !own.has(date))].sort(byDate),
    years: [...calendar.years.filter(({ year }) => !replaced.has(year)), ...shipped].sort((one, other) => one.year - other.year),
  };
}

function byDate(one: CalendarDay, other: CalendarDay): number {
  return one.date < other.date ? -1 : 1;
}

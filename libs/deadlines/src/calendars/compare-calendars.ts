import type { CalendarData, CalendarDay } from '#calendar';
import { isDeepStrictEqual } from 'node:util';

/** What distinguishes one calendar from another, for whoever is to approve it. */
export interface CalendarChanges {
  readonly added: readonly CalendarDay[];
  readonly changed: readonly { readonly before: CalendarDay; readonly after: CalendarDay }[];
  readonly removed: readonly CalendarDay[];
  /** What else differs: of `name`, `zone`, `week`, `weekSource`, `seasons`, `years`. */
  readonly other: readonly OtherPart[];
}

const OTHER_PARTS = ['name', 'zone', 'week', 'weekSource', 'seasons', 'years'] as const;

type OtherPart = (typeof OTHER_PARTS)[number];

/** @param before absent: the calendar is new, and every day of it added */
export function compareCalendars(before: CalendarData | undefined, after: CalendarData): CalendarChanges {
  const formerDays = new Map(before?.days.map((day) => [day.date, day]));
  const dates = new Set(after.days.map(({ date }) => date));
  const added: CalendarDay[] = [];
  const changed: { before: CalendarDay; after: CalendarDay }[] = [];
  for (const day of after.days) {
    const former = formerDays.get(day.date);
    if (former === undefined) added.push(day);
    else if (!isDeepStrictEqual(former, day)) changed.push({ before: former, after: day });
  }
  return {
    added,
    changed,
    removed: [...formerDays.values()].filter(({ date }) => !dates.has(date)),
    other: before === undefined ? [] : OTHER_PARTS.filter((part) => !isDeepStrictEqual(before[part], after[part])),
  };
}

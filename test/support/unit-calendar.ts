import { type CalendarData, type CalendarState, VIETNAM } from '#calendar';

/** A calendar with more days off, `YYYY-MM-DD`. */
export function withDaysOff(data: CalendarData, dates: readonly string[]): CalendarData {
  const off = dates.map((date) => ({ date, kind: 'day-off' as const, sessions: [], name: 'Nghỉ', source: 'test' }));
  return { ...data, days: [...data.days, ...off].toSorted((one, other) => (one.date < other.date ? -1 : 1)) };
}

export interface UnitCalendar {
  /** Code of the unit that has its own calendar. */
  readonly unit: string;
  readonly daysOff: readonly string[];
  readonly publication?: number;
  /** What all others go by, and the unit but for its days off. */
  readonly usual?: CalendarData;
}

/** The calendars of an office in which one unit goes by its own, `own`. */
export function unitCalendar({ unit, daysOff, publication = 1, usual = VIETNAM }: UnitCalendar): CalendarState {
  const calendars = [usual, { ...withDaysOff(usual, daysOff), key: 'own' }].map((data) => ({ data, version: 1 }));
  return { publication, calendars, units: { [unit]: 'own' }, usual: usual.key };
}

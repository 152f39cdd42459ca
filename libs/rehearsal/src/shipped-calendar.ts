import { CalendarBook, VIETNAM, type WorkingTime } from '#calendar';

/** Knows one calendar, and gives it for every unit and calendar that a model names. */
class OneForAll extends CalendarBook {
  override workingTime(): WorkingTime {
    return super.workingTime();
  }
}

/**
 * Working time in a rehearsal: the calendar that an office starts from, also for every unit and calendar that a model
 * names, which are those of an office that is not here.
 */
export const SHIPPED_CALENDAR: CalendarBook = new OneForAll({
  publication: 0,
  calendars: [{ data: VIETNAM, version: 1 }],
  units: {},
  usual: VIETNAM.key,
});

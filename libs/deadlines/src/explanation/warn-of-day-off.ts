import { ifCountable, type WorkingTime } from '#calendar';
import { sayDay, sayInstant } from './vietnamese-time.js';

/**
 * What stands beside a due date (ISO 8601 UTC) on a day off, in Vietnamese; null where people work on that day, or no calendar
 * reaches it. A date that somebody has written is not moved for him, so it says when the term ends by law (Civil Code 2015
 * §148.5): with the last session of the next working day.
 */
export function warnOfDayOff(calendar: WorkingTime, dueAt: string): string | null {
  return ifCountable(() => {
    const { date, sessions, name } = calendar.dayAt(dueAt);
    if (sessions.length > 0) return null;
    const end = sayInstant(calendar.addDays(dueAt, 0), calendar.zone);
    return `Hạn rơi vào ngày nghỉ (${name} ${sayDay(date)}); theo khoản 5 Điều 148 Bộ luật Dân sự 2015, thời hạn ấy kết thúc lúc ${end}.`;
  });
}

import type { CalendarDay, Session } from '../calendar-data.js';

/** Hours of a usual day in the shipped calendar. */
export const TWO_SESSIONS: Session[] = [
  { from: '07:00', to: '11:30' },
  { from: '13:30', to: '17:00' },
];

/** Labour Code 2019, article 112 (public holidays) and 111 paragraph 3 (a holiday on a weekly day off is made up for). */
export const LAW_112 = 'Bộ luật Lao động 2019, Điều 112 khoản 1';
export const LAW_111 =
  'Bộ luật Lao động 2019, Điều 111 khoản 3: ngày lễ trùng ngày nghỉ hằng tuần được nghỉ bù ngày làm việc kế tiếp';

export function dayOff(date: string, name: string, source: string): CalendarDay {
  return { date, kind: 'day-off', sessions: [], name, source };
}

/** A Saturday that is worked, with the two sessions of the shipped week. */
export function makeUp(date: string, name: string, source: string): CalendarDay {
  return { date, kind: 'make-up', sessions: TWO_SESSIONS, name, source };
}

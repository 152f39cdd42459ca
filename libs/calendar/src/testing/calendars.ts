import type { CalendarData, CalendarDay } from '../calendar-data.js';
import { TWO_SESSIONS } from '../vietnam/day-rows.js';

/** Monday to Friday in two sessions of eight hours in all, in Vietnam, without a holiday. */
export const PLAIN_WEEK: CalendarData = {
  key: 'plain',
  name: 'Plain week',
  zone: 'Asia/Ho_Chi_Minh',
  week: { 1: TWO_SESSIONS, 2: TWO_SESSIONS, 3: TWO_SESSIONS, 4: TWO_SESSIONS, 5: TWO_SESSIONS, 6: [], 7: [] },
  weekSource: 'made up',
  days: [],
  years: [],
};

export function offDay(date: string, name = 'Off'): CalendarDay {
  return { date, kind: 'day-off', sessions: [], name, source: 'made up' };
}

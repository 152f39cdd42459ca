import type { CalendarData, CalendarDay, Session } from '../calendar-data.js';

export const TWO_SESSIONS: Session[] = [
  { from: '07:00', to: '11:30' },
  { from: '13:30', to: '17:00' },
];

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

/** Office time in Vietnam, `2026-03-02 08:00`, as an instant; without an hour its first moment. */
export function vn(text: string): string {
  return new Date(`${text.replace(' ', 'T')}${text.includes(' ') ? '' : 'T00:00'}:00+07:00`).toISOString();
}

import { VIETNAM } from '#calendar';
import { calendarDays } from './calendar-days.js';

describe('the days of a calendar', () => {
  it('are all told, each with its hours and its source', () => {
    expect(calendarDays(VIETNAM, { from: '2026-01-09', to: '2026-01-11' })).toMatchObject([
      { date: '2026-01-09', kind: 'usual', name: null, sessions: VIETNAM.week[5], source: VIETNAM.weekSource },
      { date: '2026-01-10', kind: 'make-up', name: 'Làm bù cho 02/01', sessions: VIETNAM.week[1] },
      { date: '2026-01-11', kind: 'usual', sessions: [] },
    ]);
    expect(calendarDays(VIETNAM, { from: '2026-01-11', to: '2026-01-10' })).toEqual([]);
  });

  it('are shown two years at once, not more', () => {
    const range = { from: '2026-01-01', to: '2099-01-01' };
    expect(() => calendarDays(VIETNAM, range)).toThrow(expect.objectContaining({ code: 'deadlines.calendar-range-too-long' }));
  });
});

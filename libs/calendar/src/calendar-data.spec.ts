import { type CalendarData, calendarDataSchema, type CalendarDay, type Season, type Session } from './calendar-data.js';
import { offDay, PLAIN_WEEK } from './testing/calendars.js';

const refusals = (data: unknown) =>
  calendarDataSchema.safeParse(data).error?.issues.map(({ path }) => path.join('.')) ?? [];
const withMonday = (...sessions: Session[]) => ({ ...PLAIN_WEEK, week: { ...PLAIN_WEEK.week, 1: sessions } });
const withDay = (day: Partial<CalendarDay>) => ({ ...PLAIN_WEEK, days: [{ ...offDay('2026-02-17'), ...day }] });
const summer: Season = { from: '04-16', to: '10-15', week: PLAIN_WEEK.week, name: 'Summer', source: 'x' };
const withSeasons = (...seasons: Partial<Season>[]) => ({ ...PLAIN_WEEK, seasons: seasons.map((each) => ({ ...summer, ...each })) });
const morning = { from: '07:00', to: '11:30' };

describe('A calendar from outside', () => {
  it.each<[string, CalendarData]>([
    ['a plain week', PLAIN_WEEK],
    ['a day with one session', withMonday(morning)],
    ['seasons that follow one another all year', withSeasons({}, { from: '10-16', to: '04-15' })],
    ['sessions that touch', withMonday(morning, { from: '11:30', to: '12:00' })],
  ])('may have %s', (_, data) => {
    expect(refusals(data)).toEqual([]);
  });

  it.each<[string, unknown, string]>([
    ['a session that ends before it begins', withMonday({ from: '11:30', to: '07:00' }), 'week.1.0'],
    ['sessions that overlap', withMonday(morning, { from: '11:00', to: '12:00' }), 'week.1'],
    ['sessions out of order', withMonday({ from: '13:30', to: '17:00' }, morning), 'week.1'],
    ['a session up to midnight', withMonday({ from: '07:00', to: '24:00' }), 'week.1.0.to'],
    ['an hour that does not exist', withMonday({ from: '07:00', to: '17:60' }), 'week.1.0.to'],
    ['more sessions than a day can have', withMonday(...Array<Session>(9).fill(morning)), 'week.1'],
    ['no working time at all', { ...PLAIN_WEEK, week: { 1: [], 2: [], 3: [], 4: [], 5: [], 6: [], 7: [] } }, 'week'],
    ['a week without Sundays', { ...PLAIN_WEEK, week: { ...PLAIN_WEEK.week, 7: undefined } }, 'week.7'],
    ['seasons that overlap', withSeasons({}, { from: '10-15', to: '12-31' }), 'seasons'],
    ['seasons that overlap over the turn of the year', withSeasons({ from: '11-01', to: '02-28' }, { from: '01-01', to: '01-31' }), 'seasons'],
    ['a season from a day that no year has', withSeasons({ from: '02-30' }), 'seasons.0.from'],
    ['a season without working time', withSeasons({ week: { 1: [], 2: [], 3: [], 4: [], 5: [], 6: [], 7: [] } }), 'seasons.0.week'],
    ['a zone that does not exist', { ...PLAIN_WEEK, zone: 'Asia/Saigon_City' }, 'zone'],
    ['a key with capitals', { ...PLAIN_WEEK, key: 'VN' }, 'key'],
    ['a field that it does not know', { ...PLAIN_WEEK, holidays: [] }, ''],
    ['a date that does not exist', withDay({ date: '2026-02-29' }), 'days.0.date'],
    ['a date outside of its years', withDay({ date: '2300-01-01' }), 'days.0.date'],
    ['a day off with sessions', withDay({ sessions: [morning] }), 'days.0.sessions'],
    ['a make-up day without', withDay({ kind: 'make-up' }), 'days.0.sessions'],
    ['a day without a source', withDay({ source: ' ' }), 'days.0.source'],
    ['a day twice', { ...PLAIN_WEEK, days: [offDay('2026-02-17'), offDay('2026-02-17')] }, 'days.1.date'],
    [
      'a year twice',
      { ...PLAIN_WEEK, years: Array(2).fill({ year: 2026, status: 'announced', source: 'x' }) },
      'years.1.year',
    ],
    ['too many days', { ...PLAIN_WEEK, days: Array(5_001).fill(offDay('2026-02-17')) }, 'days'],
  ])('may not have %s', (_, data, place) => {
    expect(refusals(data)).toContain(place);
  });
});

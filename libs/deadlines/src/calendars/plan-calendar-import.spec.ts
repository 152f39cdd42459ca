import { type CalendarData, readIcs, VIETNAM } from '#calendar';
import { planCalendarImport } from './plan-calendar-import.js';
import { writeIcs } from './write-ics.js';

const TET = '2027-02-05,day-off,,Tết Nguyên đán,Thông báo 123/TB-BNV';
const NEW_YEAR_MORNING = '2027-01-01,half-day,07:00-11:30,Nửa ngày,Thông báo 124/TB-BNV';
const csv = (...rows: string[]) => ['date,kind,sessions,name,source', ...rows].join('\n');

describe('an import of days', () => {
  it('tells what it adds and changes, and leaves all else', () => {
    const { data, changes, findings } = planCalendarImport(VIETNAM, csv(TET, NEW_YEAR_MORNING));
    expect(findings).toEqual([]);
    expect(changes).toMatchObject({
      added: [{ date: '2027-02-05', source: 'Thông báo 123/TB-BNV' }],
      changed: [{ before: { date: '2027-01-01', kind: 'day-off' }, after: { kind: 'half-day' } }],
      removed: [],
      other: [],
    });
    expect(data.days).toHaveLength(VIETNAM.days.length + 1);
    expect(data.days.map(({ date }) => date)).toEqual(data.days.map(({ date }) => date).sort());
  });

  it('of whole years takes out what the file does not have, in its years only', () => {
    const { changes, data } = planCalendarImport(VIETNAM, csv(TET), { wholeYears: true });
    expect(changes.removed.length).toBeGreaterThan(0);
    expect(changes.removed.every(({ date }) => date.startsWith('2027-'))).toBe(true);
    expect(data.days.filter(({ date }) => date.startsWith('2027-'))).toMatchObject([{ date: '2027-02-05' }]);
  });

  it('marks its years as announced where an announcement is named', () => {
    const { data, changes } = planCalendarImport(VIETNAM, csv(TET), { announcedBy: 'Thông báo 123/TB-BNV' });
    expect(data.years.filter(({ year }) => year >= 2026)).toMatchObject([
      { year: 2026 },
      { year: 2027, status: 'announced', source: 'Thông báo 123/TB-BNV' },
    ]);
    expect(changes.other).toEqual(['years']);
  });

  it('leaves out the rows that are wrong and tells of each', () => {
    const { findings, changes } = planCalendarImport(VIETNAM, csv('2027-02-30,day-off,,Không có ngày này,x', TET));
    expect(findings).toMatchObject([{ where: 'dòng 2' }]);
    expect(changes.added).toMatchObject([{ date: '2027-02-05' }]);
  });

  it('finds its own export unchanged, with half days and signs that iCalendar keeps for itself', () => {
    const days: CalendarData['days'] = [
      ...VIETNAM.days,
      {
        date: '2027-12-24',
        kind: 'half-day',
        sessions: [{ from: '07:00', to: '11:30' }],
        name: 'Nghỉ chiều; theo tỉnh, có lý do \\ dài đến mức dòng phải gập lại ở giữa các chữ có dấu của tiếng Việt',
        source: 'Quyết định 1, 2; 3',
      },
    ];
    const ics = writeIcs({ ...VIETNAM, days }, { version: 3, stamp: '2026-11-22T00:00:00.000Z' });
    expect(ics.split('\r\n').every((line) => Buffer.byteLength(line) <= 75)).toBe(true);
    expect(readIcs(ics)).toEqual({ days, findings: [] });
    const { changes, findings } = planCalendarImport({ ...VIETNAM, days }, ics, { wholeYears: true });
    expect({ ...changes, findings }).toEqual({ added: [], changed: [], removed: [], other: [], findings: [] });
  });
});

describe('an import of a whole calendar', () => {
  it('tells also what else differs', () => {
    const whole = { ...VIETNAM, name: 'Lịch của Sở', days: VIETNAM.days.slice(1) };
    const { changes, data } = planCalendarImport(VIETNAM, JSON.stringify(whole));
    expect(changes).toMatchObject({ added: [], changed: [], removed: [VIETNAM.days[0]], other: ['name'] });
    expect(data).toEqual(whole);
  });

  it.each([
    ['no JSON', '{"key": "vn"', 'file'],
    ['not a calendar', '{"key": "vn"}', 'name'],
    ['another calendar', JSON.stringify({ ...VIETNAM, key: 'one-stop' }), 'key'],
  ])('that is %s is refused', (_, text, where) => {
    expect(() => planCalendarImport(VIETNAM, text)).toThrow(
      expect.objectContaining({
        code: 'deadlines.calendar-file-unreadable',
        findings: expect.arrayContaining([expect.objectContaining({ where })]),
      }),
    );
  });
});

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
    const dates = data!.days.map(({ date }) => date);
    expect(dates).toEqual([...VIETNAM.days.map(({ date }) => date), '2027-02-05'].sort());
  });

  it('of whole years takes out what the file does not have, in its years only', () => {
    const { changes, data } = planCalendarImport(VIETNAM, csv(TET), { wholeYears: true });
    expect(changes.removed.length).toBeGreaterThan(0);
    expect(changes.removed.every(({ date }) => date.startsWith('2027-'))).toBe(true);
    expect(data!.days.filter(({ date }) => date.startsWith('2027-'))).toMatchObject([{ date: '2027-02-05' }]);
  });

  it('marks the years as announced that are named, by their announcement, and no others', () => {
    const announced = { by: 'Thông báo 123/TB-BNV', years: [2027] };
    const { data, changes } = planCalendarImport(VIETNAM, csv(TET, '2028-01-01,day-off,,Tết Dương lịch,Điều 112'), { announced });
    expect(data!.years.filter(({ year }) => year >= 2026)).toMatchObject([
      { year: 2026 },
      { year: 2027, status: 'announced', source: 'Thông báo 123/TB-BNV' },
    ]);
    expect(changes.other).toEqual(['years']);
  });

  it('tells of each row that is wrong, and then gives nothing that could be published', () => {
    const { data, findings, changes } = planCalendarImport(VIETNAM, csv('2027-02-30,day-off,,Không có ngày này,x', TET));
    expect(findings).toMatchObject([{ where: 'dòng 2' }]);
    expect(changes.added).toMatchObject([{ date: '2027-02-05' }]);
    expect(data).toBeNull();
  });

  it('takes the announcement as source of events that name none, and refuses them without', () => {
    const ics = ['BEGIN:VCALENDAR', 'BEGIN:VEVENT', 'SUMMARY:Tết', 'DTSTART;VALUE=DATE:20270205', 'END:VEVENT', 'END:VCALENDAR'].join('\n');
    const { changes } = planCalendarImport(VIETNAM, ics, { announced: { by: 'Thông báo 123/TB-BNV', years: [] } });
    expect(changes).toMatchObject({ added: [{ date: '2027-02-05', source: 'Thông báo 123/TB-BNV' }], other: [] });
    expect(() => planCalendarImport(VIETNAM, ics)).toThrow(expect.objectContaining({ code: 'deadlines.calendar-file-unreadable' }));
  });

  it.each([
    ['too long', `${csv(TET)}\n${' '.repeat(2_000_000)}`],
    ['without a right row', csv('2027-02-30,day-off,,Không có ngày này,x')],
  ])('%s is refused', (_, text) => {
    expect(() => planCalendarImport(VIETNAM, text)).toThrow(expect.objectContaining({ code: 'deadlines.calendar-file-unreadable' }));
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
    ['no JSON', '{"key": "vn"', 'calendar-file-unreadable', 'file'],
    ['not a calendar', '{"key": "vn"}', 'calendar-invalid', 'name'],
    ['another calendar', JSON.stringify({ ...VIETNAM, key: 'one-stop' }), 'calendar-file-unreadable', 'key'],
  ])('that is %s is refused', (_, text, code, where) => {
    expect(() => planCalendarImport(VIETNAM, text)).toThrow(
      expect.objectContaining({
        code: `deadlines.${code}`,
        findings: expect.arrayContaining([expect.objectContaining({ where })]),
      }),
    );
  });

  it('that is wrong everywhere is refused with the first places', () => {
    const days = Array.from({ length: 5_000 }, () => ({ date: 'x' }));
    expect(() => planCalendarImport(VIETNAM, JSON.stringify({ ...VIETNAM, days }))).toThrow(
      expect.objectContaining({ findings: Array(200).fill(expect.anything()) }),
    );
  });
});

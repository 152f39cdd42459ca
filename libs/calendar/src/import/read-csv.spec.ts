import { readCalendarCsv } from './read-csv.js';

const HEADER = 'date,kind,sessions,name,source';
const TET = { date: '2026-02-17', kind: 'day-off', sessions: [], name: 'Tết', source: 'TB 1' };
const places = (text: string) => readCalendarCsv(text).findings.map(({ where }) => where);

describe('Days of a calendar in CSV', () => {
  it.each([
    ['as programs write it', `${HEADER}\n2026-02-17,day-off,,Tết,TB 1\n`],
    ['as Excel saves it in Vietnam', `\uFEFFdate;kind;sessions;name;source\r\n17/02/2026;day-off;;Tết;TB 1\r\n`],
    ['with tabs', `date\tkind\tsessions\tname\tsource\n2026-02-17\tday-off\t\tTết\tTB 1`],
    [
      'with quotes and empty lines',
      `"date","kind","sessions","name","source"\n\n"2026-02-17","day-off","","Tết","TB 1"\n\n,,,,\n`,
    ],
    ['with other columns in another order', 'note,source,name,kind,date,sessions\nx,TB 1,Tết,day-off,2026-02-17,'],
    ['with old line ends', `${HEADER}\r2026-02-17,day-off,,Tết,TB 1\r`],
  ])('are read %s', (_, text) => {
    expect(readCalendarCsv(text)).toEqual({ days: [TET], findings: [] });
  });

  it('may have sessions, and quoted texts with separators, quotes and line breaks', () => {
    const row = '2026-08-22,make-up,7:00-11:30 13:30-17:00,"Làm bù, ""31/8""","TB 2\ntrang 3"';
    expect(readCalendarCsv(`${HEADER}\n${row}`).days).toEqual([
      {
        date: '2026-08-22',
        kind: 'make-up',
        sessions: [
          { from: '07:00', to: '11:30' },
          { from: '13:30', to: '17:00' },
        ],
        name: 'Làm bù, "31/8"',
        source: 'TB 2\ntrang 3',
      },
    ]);
  });

  it('are put in order', () => {
    const rows = ['2026-02-18', '2026-02-17'].map((date) => `${date},day-off,,Tết,TB 1`).join('\n');
    expect(readCalendarCsv(`${HEADER}\n${rows}`).days.map(({ date }) => date)).toEqual(['2026-02-17', '2026-02-18']);
  });

  it('leave out what is wrong, and tell its line and how to mend it', () => {
    const rows = [
      '2026-02-17,day-off,,"Tết\ncả nhà",TB 1',
      '2026-02-30,day-off,,Tết,TB 1',
      '2026-02-18,holiday,,Tết,TB 1',
      '2026-02-19,make-up,,Tết,TB 1',
      '2026-02-20,special,sáng,Tết,TB 1',
      '2026-02-21,day-off,,Tết',
      '2026-02-17,day-off,,Tết,TB 1',
    ];
    const { days, findings } = readCalendarCsv([HEADER, ...rows].join('\n'));
    expect(days.map(({ date }) => date)).toEqual(['2026-02-17']);
    const lines = [...new Set(findings.map(({ where }) => where))];
    expect(lines).toEqual(['dòng 4', 'dòng 5', 'dòng 6', 'dòng 7', 'dòng 8', 'dòng 9']);
    expect(findings.every(({ mend }) => mend !== undefined)).toBe(true);
  });

  it.each(['Ngh? b?o', 'Ngh\uFFFD bão'])('are refused where letters were lost: %s', (name) => {
    expect(places(`${HEADER}\n2026-02-17,day-off,,${name},TB 1`)).toEqual(['dòng 2']);
  });

  it('may have a link as source, and a question as name', () => {
    const row = '2026-02-17,day-off,,Tết?,https://vanban.example/xem?id=a?b';
    expect(places(`${HEADER}\n${row}`)).toEqual([]);
  });

  it.each([
    ['is empty', '', 'dòng 1'],
    ['lacks a column', 'date,kind,name,source\n', 'dòng 1'],
    ['opens quotes and does not close them', `${HEADER}\n2026-02-17,day-off,,"Tết,TB 1\n2026`, 'dòng 2'],
    ['goes on after quotes', `${HEADER}\n2026-02-17,day-off,,"Tết"x,TB 1`, 'dòng 2'],
  ])('are told where a file %s', (_, text, place) => {
    expect(places(text)).toEqual([place]);
  });

  it('are read up to a limit of size, of days and of findings', () => {
    expect(places('x'.repeat(2_000_001))).toEqual(['dòng 1']);
    expect(places(`${HEADER}\n${'x,,,,\n'.repeat(100_000)}`)).toHaveLength(200);
    const dates = Array.from({ length: 5_100 }, (_, day) =>
      new Date(Date.UTC(2020, 0, 1 + day)).toISOString().slice(0, 10),
    );
    const many = readCalendarCsv(`${HEADER}\n${dates.map((date) => `${date},day-off,,Tết,TB 1`).join('\n')}`);
    expect(many.days).toHaveLength(5_000);
    expect(many.findings.map(({ where }) => where)).toEqual(['dòng 5002']);
  });

  it('are read in time from quotes that never end', () => {
    expect(places(`${HEADER}\n"${'a""'.repeat(600_000)}`)).toEqual(['dòng 2']);
  });
});

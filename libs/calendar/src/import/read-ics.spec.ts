import { readIcs } from './read-ics.js';

const calendar = (...lines: string[]) =>
  ['BEGIN:VCALENDAR', 'VERSION:2.0', 'X-WR-CALNAME:Ngày nghỉ 2026', ...lines, 'END:VCALENDAR', ''].join('\r\n');
const event = (...lines: string[]) => calendar('BEGIN:VEVENT', ...lines, 'END:VEVENT');
const TET = ['SUMMARY:Tết', 'DESCRIPTION:Thông báo 12', 'DTSTART;VALUE=DATE:20260217'];
const places = (text: string) => readIcs(text).findings.map(({ where }) => where);

describe('Days of a calendar in an .ics file', () => {
  it('are the dates of an event from its start to before its end', () => {
    const { days, findings } = readIcs(event(...TET, 'DTEND;VALUE=DATE:20260220'));
    expect(findings).toEqual([]);
    expect(days).toEqual(
      ['2026-02-17', '2026-02-18', '2026-02-19'].map((date) => ({
        date,
        kind: 'day-off',
        sessions: [],
        name: 'Tết',
        source: 'Thông báo 12',
      })),
    );
  });

  it.each([
    ['no end', []],
    ['a duration of one day', ['DURATION:P1D']],
    ['an alarm with texts of its own', ['BEGIN:VALARM', 'DTSTART:x', 'SUMMARY:Nhắc', 'END:VALARM']],
  ])('is one with %s', (_, lines) => {
    const { days, findings } = readIcs(event(...TET, ...lines));
    expect(findings).toEqual([]);
    expect(days.map(({ date, name }) => [date, name])).toEqual([['2026-02-17', 'Tết']]);
  });

  it('have the source that is given for the file where the event names none', () => {
    const text = event('SUMMARY:Tết', 'DTSTART;VALUE=DATE:20260217');
    expect(readIcs(text, 'Thông báo 13').days).toMatchObject([{ source: 'Thông báo 13' }]);
    expect(readIcs(event(...TET), 'Thông báo 13').days).toMatchObject([{ source: 'Thông báo 12' }]);
  });

  it('may be worked, by their own word or by a category', () => {
    const hours = 'X-CONGVAN-SESSIONS:07:00-11:30';
    for (const kind of ['X-CONGVAN-KIND:half-day', 'CATEGORIES:Office,HALF-DAY']) {
      expect(readIcs(event(...TET, kind, hours)).days).toMatchObject([
        { kind: 'half-day', sessions: [{ from: '07:00', to: '11:30' }] },
      ]);
    }
  });

  it('have folded lines, escapes, parameters in quotes and any line ends', () => {
    const text = event('DESCRIPTION:x', 'SUMMARY;LANGUAGE="vi:x":Giỗ Tổ\\, n', ' ghỉ\\nbù\\; \\\\ hết', 'dtstart;value="date":20260427');
    for (const file of [text, text.replaceAll('\r\n', '\n'), `\uFEFF${text}`]) {
      expect(readIcs(file).days).toMatchObject([{ date: '2026-04-27', name: 'Giỗ Tổ, nghỉ bù; \\ hết' }]);
    }
  });

  it('are not those of cancelled events', () => {
    expect(readIcs(event(...TET, 'STATUS:CANCELLED'))).toEqual({ days: [], findings: [] });
  });

  it.each([
    ['repeats', [...TET, 'RRULE:FREQ=YEARLY'], 'dòng 8'],
    ['repeats on dates', [...TET, 'RDATE;VALUE=DATE:20270217'], 'dòng 8'],
    ['begins at an hour', ['SUMMARY:Họp', 'DTSTART:20260217T080000Z'], 'dòng 6'],
    ['has no start', ['SUMMARY:Tết'], 'dòng 4'],
    ['starts on a date that does not exist', ['SUMMARY:Tết', 'DTSTART;VALUE=DATE:20260230'], 'dòng 6'],
    ['ends before it starts', [...TET, 'DTEND;VALUE=DATE:20260217'], 'dòng 8'],
    ['ends at an hour', [...TET, 'DTEND:20260218T080000Z'], 'dòng 8'],
    ['lasts for a year', [...TET, 'DURATION:P52W'], 'dòng 8'],
    ['has no name', ['DESCRIPTION:x', 'DTSTART;VALUE=DATE:20260217'], 'dòng 4'],
    ['has no source', ['SUMMARY:Tết', 'DTSTART;VALUE=DATE:20260217'], 'dòng 4'],
    ['is worked at no hours', [...TET, 'X-CONGVAN-KIND:make-up'], 'dòng 4'],
    ['is of a kind nobody knows', [...TET, 'X-CONGVAN-KIND:fun'], 'dòng 4'],
  ])('are refused where an event %s, with its line and how to mend it', (_, lines, place) => {
    const { days, findings } = readIcs(event(...lines));
    expect(days).toEqual([]);
    expect(findings).toHaveLength(1);
    expect(findings[0]).toMatchObject({ where: place, mend: expect.any(String) });
  });

  it.each([
    ['is no calendar', 'hello'],
    ['has no events', calendar()],
    ['ends in the middle', event(...TET).slice(0, -30)],
    ['is too large', event(...TET) + ' '.repeat(2_000_000)],
  ])('are told where a file %s', (_, text) => {
    expect(places(text)).toEqual(['dòng 1']);
  });

  it('are told where parts of a file do not close one another', () => {
    expect(places(calendar('BEGIN:VEVENT', ...TET, 'END:VTODO'))).toEqual(['dòng 8']);
  });

  it('are one for each date', () => {
    const twice = calendar('BEGIN:VEVENT', ...TET, 'END:VEVENT', 'BEGIN:VEVENT', ...TET, 'END:VEVENT');
    expect(readIcs(twice).days).toHaveLength(1);
    expect(places(twice)).toEqual(['dòng 9']);
  });

  it('are read in time from lines made to be slow', () => {
    expect(places(event(`X${';A="B"'.repeat(250_000)}`, 'SUMMARY:Tết'))).toEqual(['dòng 4']);
    expect(places(event(`SUMMARY:Tết${'\r\n x'.repeat(200_000)}`))).toEqual(['dòng 4']);
  });
});

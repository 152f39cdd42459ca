import { calendarFileText } from './calendar-file-text.js';

const CSV = 'date,kind,sessions,name,source\n2027-02-05,day-off,,Nghỉ bão,Công văn 12\n';

it.each([
  ['plain', CSV],
  ['behind a byte order mark', `\uFEFF${CSV}`],
])('UTF-8 is read %s', (_, text) => {
  expect(calendarFileText(Buffer.from(text))).toBe(CSV);
});

it.each([
  ['a workbook', Buffer.from('504b030414000600', 'hex'), 'Excel'],
  ['an old workbook', Buffer.from('d0cf11e0a1b11ae1', 'hex'), 'Excel'],
  ['what Excel calls Unicode text', Buffer.from(`\uFEFF${CSV}`, 'utf16le'), 'UTF-16'],
  ['UTF-16 of the other order', Buffer.from(`\uFEFF${CSV}`, 'utf16le').swap16(), 'UTF-16'],
  ['UTF-16 without a mark', Buffer.from(CSV, 'utf16le'), 'UTF-16'],
  ['what Excel calls CSV', Buffer.from('2027-02-05,day-off,,B\xe3o,C\xf4ng v\xe3n 12\n', 'latin1'), 'UTF-8'],
])('%s is refused, with how to save it', (_, content, what) => {
  expect(() => calendarFileText(content)).toThrow(
    expect.objectContaining({
      code: 'deadlines.calendar-file-unreadable',
      findings: [{ where: 'tệp', what: expect.stringContaining(what), mend: expect.stringContaining('CSV UTF-8') }],
    }),
  );
});

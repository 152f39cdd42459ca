import { buffer, text } from 'node:stream/consumers';
import excel from 'exceljs';
import { exportListing } from './export-listing.js';
import type { Listing } from './listing.js';
import { rowsOfAllPages } from './rows-of-all-pages.js';

interface Case {
  readonly subject: string;
  readonly dueAt: string | null;
  readonly lateSeconds: number;
}

const columns: Listing<Case>['columns'] = [
  { title: 'Trích yếu', kind: 'text', width: 50, of: ({ subject }) => subject },
  { title: 'Hạn', kind: 'instant', width: 18, of: ({ dueAt }) => dueAt },
  { title: 'Quá hạn', kind: 'seconds', width: 12, of: ({ lateSeconds }) => lateSeconds },
];
const listing = (rows: AsyncIterable<Case>): Listing<Case> => ({ title: 'Việc quá hạn', columns, rows, zone: 'Asia/Ho_Chi_Minh' });
const some = (count: number, differently: Partial<Case> = {}) =>
  listing(
    (async function* () {
      for (let number = 1; number <= count; number++) {
        yield { subject: `V/v việc số ${number}`, dueAt: '2026-10-31T17:30:00.000Z', lateSeconds: number * 60, ...differently };
      }
    })(),
  );
async function workbookOf(of: Listing<Case>): Promise<excel.Worksheet> {
  const book = new excel.Workbook();
  await book.xlsx.load(new Uint8Array(await buffer((await exportListing(of, 'xlsx')).content)).buffer);
  return book.worksheets[0]!;
}

it('a listing as CSV shows instants by the clock of the office and runs nothing as a formula', async () => {
  const { name, mediaType, content } = await exportListing(some(1, { subject: '+84 "hỏi", đáp' }), 'csv');
  expect([name, mediaType]).toEqual(['Việc quá hạn.csv', 'text/csv; charset=utf-8']);
  expect(await text(content)).toBe(
    `\uFEFFTrích yếu;Hạn;Quá hạn (giây)\r\n"'+84 ""hỏi"", đáp";2026-11-01 00:30;60\r\n`,
  );
});

it.each([
  ['semicolon', ';', '"=""12/2026"""'],
  ['comma', ',', '12/2026'],
] as const)('a listing as CSV with the separator %s parts columns at %j, and an entry like a date is %s', async (separator, sign, written) => {
  const { content } = await exportListing(some(1, { subject: '12/2026' }), 'csv', separator);
  expect((await text(content)).split('\r\n')[1]).toBe([written, '2026-11-01 00:30', '60'].join(sign));
});

it.each(['1-2', '3.5', '007', '1E5', '123456789012', '12:30', '2026-11'])('Excel keeps %s as the text that it is', async (subject) => {
  const { content } = await exportListing(some(1, { subject }), 'csv');
  expect((await text(content)).split('\r\n')[1]!.split(';')[0]).toBe(`"=""${subject}"""`);
});

it.each(['0', '12', '12 trang', '15/BC-STC', 'Tháng 11/2026'])('%s is written as it is', async (subject) => {
  const { content } = await exportListing(some(1, { subject }), 'csv');
  expect((await text(content)).split('\r\n')[1]!.split(';')[0]).toBe(subject);
});

it('a listing as CSV for Excel says below what its figures mean, one for programs does not', async () => {
  const explained = columns.map((column, index) => (index === 2 ? { ...column, meaning: 'Từ hạn đến nay.' } : column));
  const linesOf = async (separator: 'semicolon' | 'comma') => {
    const { content } = await exportListing({ ...some(1), columns: explained }, 'csv', separator);
    return (await text(content)).split('\r\n').slice(2);
  };
  expect(await linesOf('semicolon')).toEqual(['', 'Chỉ tiêu;Cách tính', 'Quá hạn;Từ hạn đến nay.', '']);
  expect(await linesOf('comma')).toEqual(['']);
});

it.each(['=1+1', '+1', '-1', '@SUM(A1)', '\t=1', '\r=1', '  =1'])('a text that begins as a formula is made harmless: %j', async (subject) => {
  const written = await text((await exportListing(some(1, { subject }), 'csv')).content);
  expect(written.split('\r\n', 2)[1]!.replace(/^"/, '').startsWith("'")).toBe(true);
});

it('a listing as a workbook reads back as it was, with its types', async () => {
  const sheet = await workbookOf(some(3));
  expect(sheet.getRow(1).values).toEqual([undefined, 'Trích yếu', 'Hạn', 'Quá hạn']);
  expect(sheet.rowCount).toBe(4);
  const [, subject, due, late] = sheet.getRow(3).values as [undefined, string, Date, Date];
  expect([subject, due.toISOString()]).toEqual(['V/v việc số 2', '2026-11-01T00:30:00.000Z']);
  expect((late.getTime() - Date.UTC(1899, 11, 30)) / 1000).toBe(120);
  expect(sheet.getRow(3).getCell(2).numFmt).toBe('dd/mm/yyyy hh:mm');
  expect(sheet.views[0]).toMatchObject({ state: 'frozen', ySplit: 1 });
  expect(sheet.autoFilter).toBe('A1:C1');
});

it('a workbook takes what XML has no letter for, an empty cell and a text longer than a cell', async () => {
  const sheet = await workbookOf(some(1, { subject: `a\u0001b<&>${'x'.repeat(40_000)}`, dueAt: null }));
  expect((sheet.getRow(2).getCell(1).value as string).slice(0, 5)).toMatch(/^ab<&>$/);
  expect(sheet.getRow(2).getCell(2).value).toBeNull();
});

it.each(['csv', 'xlsx'] as const)('a long listing as %s is written while it is read, and asked for no further than the reader goes', async (format) => {
  let asked = 0;
  const rows = rowsOfAllPages(async ({ after }) => {
    asked++;
    const items = Array.from({ length: 200 }, () => ({ subject: `${Math.random()} `.repeat(20), dueAt: null, lateSeconds: 1 }));
    return { items, next: String(Number(after ?? 0) + 1) };
  });
  const { content } = await exportListing(listing(rows), format);
  const pass = async () => {
    for (let turn = 0; turn < 100; turn++) await new Promise((done) => setImmediate(done));
  };
  const reader = content[Symbol.asyncIterator]();
  await reader.next();
  await pass();
  expect(asked).toBeLessThan(100);
  await reader.return?.();
  const then = asked;
  await pass();
  expect(asked).toBeLessThan(then + 10);
});

it.each(['csv', 'xlsx'] as const)('a listing as %s breaks off where its rows do, so that nobody takes a part for the whole', async (format) => {
  const rows = rowsOfAllPages<Case>(async ({ after }) => {
    if (after !== undefined) throw new Error('the database went away');
    return { items: [{ subject: 'V/v', dueAt: null, lateSeconds: 1 }], next: 'more' };
  });
  const { content } = await exportListing(listing(rows), format);
  await expect(buffer(content)).rejects.toThrow('the database went away');
});

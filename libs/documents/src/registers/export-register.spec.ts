import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buffer, text } from 'node:stream/consumers';
import { promisify } from 'node:util';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import type { Database } from '#database';
import excel from 'exceljs';
import { createTestDatabase, type TestDatabase } from '../../../../test/support/database.js';
import { fillIncomingBook, fillOutgoingBook, YEAR as year } from '../testing/fill-books.js';
import { exportRegister, type RegisterFile } from './export-register.js';
import type { RegisterKind, RegisterPart } from './register-request.js';

const COUNT = 5_000;
/**
 * What may stay behind of 3,500 entries, in bytes: they have more than a kilobyte of text each, and about four fill a page, of
 * which a PDF keeps one to two kilobytes.
 */
const MOST_KEPT = 2_500_000;

let test: TestDatabase;
beforeAll(async () => {
  test = await createTestDatabase();
  await test.database.query(`update agency set name = 'Sở Khoa học và Công nghệ', code = 'SKHCN'`);
  await test.database.query('alter table incoming_document disable trigger user'); // no register reads what they write
  await fillIncomingBook(test.database, COUNT);
  await fillOutgoingBook(test.database, 2);
  await test.database.query(`update incoming_document set subject = subject || repeat(' về việc', 55), due_at = received_at + interval '1 day'`);
});
afterAll(() => test.close());

/** The database, counting what is asked of it. A spy would keep all that was answered. */
function counted(): { database: Database; asked: number } {
  const counting = {
    asked: 0,
    database: Object.assign(Object.create(test.database) as Database, {
      query: (sql: string, parameters: unknown[]) => {
        counting.asked++;
        return test.database.query(sql, parameters);
      },
    }),
  };
  return counting;
}

const fileOf = (kind: RegisterKind, format: RegisterFile['format'], part: Partial<RegisterPart> = {}, database = test.database) =>
  exportRegister(database, kind, { year, zone: 'Asia/Ho_Chi_Minh', ...part }, { format, paper: 'A4', separator: 'comma' });

it('as CSV has the columns of the decree and days that programs read', async () => {
  const { name, mediaType, content } = await fileOf('outgoing', 'csv');
  expect([name, mediaType]).toEqual(['Sổ đăng ký văn bản đi 2026.csv', 'text/csv; charset=utf-8']);
  expect((await text(content)).split('\r\n')).toEqual([
    '\uFEFF"Số, ký hiệu",Ngày tháng văn bản,Tên loại và trích yếu nội dung,Người ký,Nơi nhận,"Đơn vị, người nhận bản lưu",Số lượng bản,Ngày chuyển,Ký nhận,Ghi chú',
    expect.stringMatching(/^01\/SKHCN-QLCN,2026-01-02,"Công văn: V\/v .*, số 1",giamdoc,"UBND tỉnh; Sở Tư pháp","Văn thư; QLCN",,2026-01-02,,$/),
    expect.stringMatching(/^02\/SKHCN-QLCN,/),
    '',
  ]);
});

it('as a workbook has days and numbers with their types, and only the lines that were asked for', async () => {
  const book = new excel.Workbook();
  const { content } = await fileOf('incoming', 'xlsx', { to: '2026-01-02' });
  await book.xlsx.load(new Uint8Array(await buffer(content)).buffer);
  const sheet = book.worksheets[0]!;
  expect(sheet.rowCount).toBe(1 + 959);
  const [, receivedOn, number, agency, symbol] = sheet.getRow(2).values as [undefined, Date, number, string, string];
  expect([receivedOn.toISOString(), number, agency, symbol]).toEqual(['2026-01-02T00:00:00.000Z', 1, 'Sở Tư pháp', '1/UBND-KSTT']);
  expect(sheet.getRow(2).getCell(1).numFmt).toBe('dd/mm/yyyy');
});

/** The text of the outgoing register as it is printed. */
async function printed(part: Partial<RegisterPart> = {}): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'register-'));
  const file = join(folder, 'register.pdf');
  await writeFile(file, await buffer((await fileOf('outgoing', 'pdf', part)).content));
  const { stdout } = await promisify(execFile)('pdftotext', ['-layout', file, '-']);
  await rm(folder, { recursive: true });
  return stdout;
}

it('as PDF has a cover and bears the name of agency, book and year, sums and the total in words', async () => {
  const stdout = await printed({ from: '2026-01-01', to: '2026-01-31' });
  for (const said of [
    'SỞ KHOA HỌC VÀ CÔNG NGHỆ',
    'SỔ ĐĂNG KÝ VĂN BẢN ĐI',
    'Năm: 2026',
    'Từ ngày 01/01/2026 đến ngày 31/01/2026',
    'Từ số 1 đến số 2: 2 số',
    'Quyển số: ………',
    'Trang 1',
    'Năm 2026, từ ngày 01/01/2026, đến ngày 31/01/2026',
    'Cộng trang: 2 số; cộng dồn: 2 số',
    'Tổng cộng: 2 (hai) số.',
  ]) {
    expect(stdout.normalize('NFC')).toContain(said);
  }
  const [cover, first] = stdout.split('\f');
  expect([cover!.includes('Trang'), first!.includes('Trang 1')]).toEqual([false, true]);
});

it('as PDF counts numbers, and those that were voided apart: on the cover, on each page and below the last line', async () => {
  await test.database.query(`update outgoing_document set voided_at = now(), voided_by = 'vanthu', void_reason = 'nhầm' where issue_number = 2`);
  const stdout = (await printed()).normalize('NFC');
  for (const said of [
    'Từ số 1 đến số 2: 2 số, trong đó hủy 1',
    'Cộng trang: 2 số, trong đó hủy 1; cộng dồn: 2 số, trong đó hủy 1',
    'Tổng cộng: 2 (hai) số, trong đó hủy 1.',
  ]) {
    expect(stdout).toContain(said);
  }
});

it.each([
  ['incoming', 'xlsx'],
  ['incoming', 'pdf'],
  ['incoming', 'csv'],
] as const)('the %s register of thousands of lines goes out as %s without being kept in memory', async (kind, format) => {
  setFlagsFromString('--expose-gc');
  const collect = runInNewContext('gc') as () => void;
  const kept = () => {
    collect();
    return process.memoryUsage().heapUsed;
  };
  const counting = counted();
  const { content } = await fileOf(kind, format, {}, counting.database);
  let [early, late, bytes] = [0, 0, 0];
  for await (const chunk of content) {
    bytes += (chunk as Buffer).length;
    // Two statements ask for 500 lines.
    if (early === 0 && counting.asked >= 6) early = kept();
    if (late === 0 && counting.asked >= 20) late = kept();
  }
  expect(bytes).toBeGreaterThan(100_000);
  expect([early > 0, late > 0]).toEqual([true, true]);
  expect(late - early).toBeLessThan(MOST_KEPT);
});

it('asks the database for nothing more once the reader has gone', async () => {
  const counting = counted();
  const { content } = await fileOf('incoming', 'pdf', {}, counting.database);
  for await (const _ of content) if (counting.asked > 3) break;
  let asked: number;
  do {
    asked = counting.asked;
    await test.database.query('select pg_sleep(0.2)');
  } while (counting.asked !== asked);
  expect(asked).toBeLessThan(COUNT / 500);
});

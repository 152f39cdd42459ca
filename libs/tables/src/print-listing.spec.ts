import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { promisify } from 'node:util';
import type { Listing } from './listing.js';
import { type Paper, printListing, type Printing } from './print-listing.js';

/** Every letter that Vietnamese writes with marks. */
const LETTERS = 'ÀÁẢÃẠ ĂẰẮẲẴẶ ÂẦẤẨẪẬ ĐÈÉẺẼẸ ÊỀẾỂỄỆ ÌÍỈĨỊ ÒÓỎÕỌ ÔỒỐỔỖỘ ƠỜỚỞỠỢ ÙÚỦŨỤ ƯỪỨỬỮỰ ỲÝỶỸỴ';

interface Entry {
  readonly number: number;
  readonly subject: string;
}

const entries = (count: number, subject = (number: number) => `V/v việc ${number}`): Entry[] =>
  Array.from({ length: count }, (_, index) => ({ number: index + 1, subject: subject(index + 1) }));

const listing = (rows: Listing<Entry>['rows']): Listing<Entry> => ({
  title: 'Sổ đăng ký văn bản',
  columns: [
    { title: 'Số', kind: 'number', width: 8, of: ({ number }) => number },
    { title: 'Ngày đến', kind: 'day', width: 12, of: () => '2026-03-02' },
    { title: 'Hạn', kind: 'instant', width: 16, of: () => '2026-03-02T17:30:00.000Z' },
    { title: 'Trích yếu', kind: 'text', width: 60, of: ({ subject }) => subject },
    { title: 'Ký nhận', kind: 'text', width: 10, of: () => null },
  ],
  rows,
  isVoid: ({ number }) => number % 50 === 0,
  zone: 'Asia/Ho_Chi_Minh',
});

const printing = (paper: Paper = 'A4'): Printing => ({
  agency: 'Sở Khoa học và Công nghệ',
  facts: ['Năm 2026'],
  paper,
  footOf: (onPage, soFar) => `Cộng trang: ${onPage.rows}; cộng dồn: ${soFar.rows}, hủy ${soFar.voided}.`,
  closing: ({ rows, voided }) => [`Tổng cộng: ${rows} văn bản, hủy ${voided}.`],
  signatures: ['Người lập sổ', 'Văn thư', 'Lãnh đạo'],
});

let folder: string;
beforeAll(async () => (folder = await mkdtemp(join(tmpdir(), 'print-'))));
afterAll(() => rm(folder, { recursive: true }));

async function fileOf(rows: Listing<Entry>['rows'], paper?: Paper): Promise<string> {
  const file = join(folder, 'listing.pdf');
  await writeFile(file, await buffer((await printListing(listing(rows), printing(paper))).content));
  return file;
}

async function pagesOf(rows: Listing<Entry>['rows'], paper?: Paper): Promise<string[]> {
  const { stdout } = await promisify(execFile)('pdftotext', ['-layout', await fileOf(rows, paper), '-']);
  return stdout.normalize('NFC').split('\f').slice(0, -1);
}

it('says on the first page whose it is and what, and nowhere else', async () => {
  const pages = await pagesOf(entries(100));
  expect(pages.length).toBeGreaterThan(2);
  for (const said of ['SỞ KHOA HỌC VÀ CÔNG NGHỆ', 'CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM', 'SỔ ĐĂNG KÝ VĂN BẢN', 'Năm 2026']) {
    expect(pages.map((page) => page.includes(said))).toEqual(pages.map((_, index) => index === 0));
  }
});

it('repeats the heading and numbers the columns and the pages on every page', async () => {
  const pages = await pagesOf(entries(100));
  pages.forEach((page, index) => {
    expect(page).toMatch(/Số +Ngày đến +Hạn +Trích yếu +Ký nhận\s+\(1\) +\(2\) +\(3\) +\(4\) +\(5\)/);
    expect(page).toContain(`Trang ${index + 1}\n`);
  });
});

it('sums up each page and all before it, void rows apart, and has every row once', async () => {
  const pages = await pagesOf(entries(100));
  let soFar = 0;
  for (const page of pages) {
    const rows = [...page.matchAll(/02\/03\/2026 +00:30 03\/03\/2026 +V\/v việc (\d+)/g)].map(([, number]) => Number(number));
    expect(rows).toEqual(rows.map((_, index) => soFar + index + 1));
    soFar += rows.length;
    expect(page).toContain(`Cộng trang: ${rows.length}; cộng dồn: ${soFar}, hủy ${Math.floor(soFar / 50)}.`);
  }
  expect(soFar).toBe(100);
});

it('ends with the total and the places to sign', async () => {
  const pages = await pagesOf(entries(100));
  expect(pages.map((page) => page.includes('Tổng cộng: 100 văn bản, hủy 2.'))).toEqual(pages.map((_, index) => index === pages.length - 1));
  expect(pages.at(-1)).toMatch(/NGƯỜI LẬP SỔ +VĂN THƯ +LÃNH ĐẠO/);
});

it.each([0, 1, 19, 20, 21, 22, 23, 24, 25])('never cuts the signatures of %d rows off a page', async (count) => {
  const pages = await pagesOf(entries(count));
  expect(pages.filter((page) => page.includes('LÃNH ĐẠO') || page.includes('Tổng cộng:'))).toEqual([pages.at(-1)]);
});

it.each([17, 20, 23, 45, 52])('puts the last of %d rows on the page of the signatures, where that would have none', async (count) => {
  expect((await pagesOf(entries(count))).at(-1)).toContain(`Cộng trang: 1; cộng dồn: ${count},`);
});

it('parts a row that alone leaves no room for the signatures', async () => {
  const subject = Array.from({ length: 500 }, (_, index) => `từ${index}`);
  const pages = await pagesOf(entries(1, () => subject.join(' ')));
  expect(pages.map((page) => [page.includes('từ'), page.includes('LÃNH ĐẠO')])).toEqual([[true, false], [true, true]]);
  expect(pages.join(' ').match(/từ\d+/g)).toEqual(subject);
});

it('keeps a row whole on one page, and parts only one that is longer than a page', async () => {
  const words = (count: number) => Array.from({ length: count }, (_, index) => `từ${index}`).join(' ');
  const pages = await pagesOf(entries(12, () => words(150)));
  const wholeRows = pages.map((page) => [page.split('từ0 ').length - 1, page.split('từ149\n').length - 1]);
  for (const [begun, ended] of wholeRows) expect(begun).toBe(ended);
  const long = await pagesOf(entries(1, () => words(3000)));
  expect(long.length).toBeGreaterThan(2);
  expect(long.join(' ').match(/từ\d+/g)).toEqual(words(3000).split(' '));
});

it('prints all letters of Vietnamese, composed or not, and breaks a word that is wider than its column', async () => {
  const text = (await pagesOf(entries(1, () => `${LETTERS} ${LETTERS.toLowerCase()}`.normalize('NFD')))).join('');
  for (const word of `${LETTERS} ${LETTERS.toLowerCase()}`.split(' ')) expect(text).toContain(word);
  const [page] = await pagesOf(entries(1, () => 'x'.repeat(500)));
  expect(page!.match(/x/g)).toHaveLength(500);
});

it.each([
  ['A4', '841.89 x 595.28'],
  ['A3', '1190.55 x 841.89'],
] as const)('is laid crosswise on %s', async (paper, size) => {
  const { stdout } = await promisify(execFile)('pdfinfo', [await fileOf(entries(1), paper)]);
  expect(stdout).toContain(size);
  expect(stdout).toMatch(/Title: +Sổ đăng ký văn bản\n/);
});

const pass = async () => {
  for (let turn = 0; turn < 100; turn++) await new Promise((done) => setImmediate(done));
};

it('asks for rows no further than the reader takes pages, and for none once it has gone', async () => {
  let asked = 0;
  let closed = false;
  async function* endless() {
    try {
      for (;;) yield { number: ++asked, subject: `${Math.random()}`.repeat(20) };
    } finally {
      closed = true;
    }
  }
  const { content } = await printListing(listing(endless()), printing());
  const reader = content[Symbol.asyncIterator]();
  await reader.next();
  await pass();
  const waiting = asked;
  await pass();
  expect(asked).toBe(waiting);
  await reader.return?.();
  await pass();
  expect([asked, closed]).toEqual([waiting, true]);
});

it('breaks off where its rows do, so that nobody takes a part for the whole', async () => {
  async function* failing() {
    yield { number: 1, subject: 'V/v' };
    throw new Error('the database went away');
  }
  const { content } = await printListing(listing(failing()), printing());
  await expect(buffer(content)).rejects.toThrow('the database went away');
});

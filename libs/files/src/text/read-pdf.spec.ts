import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ENDLESS_PDF, PDF, pdfBomb, pdfOfText } from '../testing/office-files.js';
import { readPdf } from './read-pdf.js';

const LIMITS = { milliseconds: 25_000, maxCharacters: 1000 };

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'congvan-pdf-'));
});
afterAll(() => rm(folder, { recursive: true }));

const read = async (content: Buffer, limits = LIMITS) => {
  const path = join(folder, 'a.pdf');
  await writeFile(path, content);
  return readPdf(path, limits);
};

it('gives the pages and the text, of that no more than is wanted', async () => {
  expect(await read(pdfOfText('Bao cao'))).toEqual({ state: 'read', pages: 1, text: 'Bao cao\n' });
  expect(await read(pdfOfText('Bao cao'), { ...LIMITS, maxCharacters: 3 })).toEqual({ state: 'read', pages: 1, text: 'Bao' });
  expect(await read(pdfOfText('Bao cao'), { ...LIMITS, maxCharacters: 0 })).toEqual({ state: 'read', pages: 1, text: '' });
});

it('leaves off when its time is over', async () => {
  expect(await read(PDF, { ...LIMITS, milliseconds: 1 })).toEqual({ state: 'given-up', why: 'took-too-long' });
});

it('leaves off when a few kilobytes unpack to a gigabyte, and reads the next', async () => {
  const bomb = pdfBomb();
  expect(bomb.length).toBeLessThan(20_000);
  expect(await read(bomb)).toEqual({ state: 'given-up', why: 'too-much-memory' });
  expect(await read(PDF)).toMatchObject({ state: 'read', pages: 1 });
});

it('comes to an end of what draws itself for ever', async () => {
  expect((await read(ENDLESS_PDF)).state).toMatch(/^(read|given-up)$/);
});

it('reads as many as come at once', async () => {
  const path = join(folder, 'b.pdf');
  await writeFile(path, PDF);
  const readings = await Promise.all(Array.from({ length: 5 }, () => readPdf(path, LIMITS)));
  expect(readings.map(({ state }) => state)).toEqual(['read', 'read', 'read', 'read', 'read']);
});

it('says that a file which has gone is unreadable', async () => {
  expect(await readPdf(join(folder, 'none.pdf'), LIMITS)).toMatchObject({ state: 'unreadable' });
});

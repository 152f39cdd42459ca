import { newId } from '#foundation';
import { appendFile, mkdir, utimes, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { storageKey } from '../storage/file-storage.js';
import { type FileOffice, openFileOffice } from '../testing/file-office.js';
import { checkFiles, type FileCheck, type FileFinding } from './check-files.js';

const HOUR_MS = 3_600_000;

let office: FileOffice;
beforeAll(async () => {
  office = await openFileOffice();
});
beforeEach(() => office.clear());
afterAll(() => office.close());

const check = async () => {
  const findings: FileFinding[] = [];
  const seen: FileCheck[] = [];
  const result = await checkFiles(office, {
    onFinding: (finding) => findings.push(finding),
    onProgress: (progress) => seen.push({ ...progress }),
  });
  expect(seen.at(-1)).toEqual(result);
  return { ...result, found: findings };
};

const pathOf = (key: string) => join(office.folder, key);

/** As if it had been written two hours ago. */
const age = async (path: string) => {
  const then = new Date(Date.now() - 2 * HOUR_MS);
  await utimes(path, then, then);
};

const put = async (key: string) => {
  await mkdir(dirname(pathOf(key)), { recursive: true });
  await writeFile(pathOf(key), 'left behind');
  await age(pathOf(key));
};

it('finds nothing where every file is as its row says', async () => {
  const files = [await office.receive(Buffer.from('a')), await office.receive(Buffer.from('bcd'))];
  for (const file of files) await age(pathOf(storageKey(file)));
  expect(await check()).toEqual({ attachments: 2, bytes: 4, files: 2, findings: 0, found: [] });
});

it('tells a missing file, one of another size, one of other content, and one without a row', async () => {
  const missing = await office.receive(Buffer.from('a'), 'mất.txt');
  const longer = await office.receive(Buffer.from('b'), 'dài.txt');
  const changed = await office.receive(Buffer.from('c'), 'sửa.txt');
  await office.receive(Buffer.from('d'));
  const stray = storageKey({ id: newId(), sha256: 'ab'.repeat(32) });
  await put(stray);
  await office.store.remove(missing);
  await appendFile(pathOf(storageKey(longer)), 'more');
  await writeFile(pathOf(storageKey(changed)), 'x');

  const { found, ...counts } = await check();
  expect(counts).toEqual({ attachments: 4, bytes: 7, files: 4, findings: 4 });
  expect(found).toEqual([
    { problem: 'missing', key: storageKey(missing), fileName: 'mất.txt', what: expect.any(String) },
    { problem: 'wrong-size', key: storageKey(longer), fileName: 'dài.txt', what: '5 bytes instead of 1' },
    { problem: 'wrong-checksum', key: storageKey(changed), fileName: 'sửa.txt', what: expect.stringContaining(changed.sha256) },
    { problem: 'without-row', key: stray, fileName: null, what: expect.stringContaining('11 bytes') },
  ]);
});

it('leaves alone what others put into the folder, and uploads on their way', async () => {
  await put('.DS_Store');
  await put(`arriving/${newId()}`);
  const young = storageKey({ id: newId(), sha256: 'cd'.repeat(32) });
  await put(young);
  await utimes(pathOf(young), new Date(), new Date());
  expect(await check()).toMatchObject({ attachments: 0, files: 1, found: [] });
});

it('wants the file of removed content to be gone', async () => {
  const file = await office.receive(Buffer.from('a'));
  await age(pathOf(storageKey(file)));
  await office.database.query('update attachment set content_removed_at = now()');
  expect((await check()).found).toMatchObject([{ problem: 'without-row', key: storageKey(file) }]);
  await office.store.remove(file);
  expect((await check()).found).toEqual([]);
});

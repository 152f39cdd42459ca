import { newId } from '#foundation';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { BUCKET, CREDENTIALS, S3Server } from '../../../../test/support/s3-server.js';
import { listedFiles } from '../testing/listed-files.js';
import { type FileStorage, readStorageKey, storageKey } from './file-storage.js';
import { openFileStorage } from './open-file-storage.js';

interface StorageUnderTest {
  readonly storage: FileStorage;
  close(): Promise<void>;
}

const openings: readonly (readonly [string, () => Promise<StorageUnderTest>])[] = [
  [
    'a folder',
    async () => {
      const folder = await mkdtemp(join(tmpdir(), 'congvan-storage-'));
      return { storage: await openFileStorage({ folder }), close: () => rm(folder, { recursive: true }) };
    },
  ],
  [
    'an S3 bucket',
    async () => {
      const server = await S3Server.start({ pageSize: 2 });
      const s3 = { endpoint: server.endpoint, region: 'us-east-1', bucket: BUCKET, ...CREDENTIALS };
      return { storage: await openFileStorage({ folder: 'not used', s3 }), close: () => server.close() };
    },
  ],
];

/** Larger than what travels at once: a part of an upload, a chunk of a stream. */
const LARGE = Buffer.alloc(20_000_000, 'Kính gửi: Sở Tư pháp. ');

const newKey = (sha256 = 'ab'.repeat(32)) => storageKey({ id: newId(), sha256 });

describe.each(openings)('%s as storage', (_, open) => {
  let opened: StorageUnderTest;
  let storage: FileStorage;
  beforeAll(async () => {
    opened = await open();
    ({ storage } = opened);
  });
  afterAll(() => opened.close());

  it.each([
    ['one byte', Buffer.from('a')],
    ['many megabytes', LARGE],
  ])('gives back %s as it was written', async (_size, content) => {
    const key = newKey();
    expect(await storage.exists(key)).toBe(false);
    await storage.write(key, Readable.from([content.subarray(0, 1), content.subarray(1)]));
    expect(await storage.exists(key)).toBe(true);
    expect((await buffer(await storage.read(key))).equals(content)).toBe(true);
  });

  it.each([
    ['its first byte', 0, 0],
    ['a part in the middle', 9_000_000, 9_000_099],
    ['its last byte', LARGE.length - 1, LARGE.length - 1],
    ['all of it', 0, LARGE.length - 1],
  ])('gives %s, and no more', async (_part, start, end) => {
    const key = newKey();
    await storage.write(key, Readable.from([LARGE]));
    const part = await buffer(await storage.read(key, { start, end }));
    expect(part.equals(LARGE.subarray(start, end + 1))).toBe(true);
  });

  it('keeps nothing of a file whose content breaks off, whenever that is', async () => {
    const before = await listedFiles(storage);
    for (const bytes of [10, LARGE.length]) {
      const key = newKey();
      const broken = async function* () {
        await Promise.resolve();
        yield LARGE.subarray(0, bytes);
        throw new Error('connection lost');
      };
      await expect(storage.write(key, broken())).rejects.toThrow('connection lost');
      expect(await storage.exists(key)).toBe(false);
    }
    expect(await listedFiles(storage)).toEqual(before);
  });

  it('says that a file is missing before it gives a byte', async () => {
    await expect(storage.read(newKey())).rejects.toMatchObject({ code: 'files.file-missing' });
    await expect(storage.read(newKey(), { start: 0, end: 1 })).rejects.toMatchObject({ code: 'files.file-missing' });
  });

  it('removes one of two files with equal content, and does not mind one that is gone', async () => {
    const keys = [newKey(), newKey()] as const;
    for (const key of keys) await storage.write(key, Readable.from([Buffer.from('equal')]));
    await storage.remove(keys[0]);
    await storage.remove(keys[0]);
    expect(await storage.exists(keys[0])).toBe(false);
    expect((await buffer(await storage.read(keys[1]))).toString()).toBe('equal');
  });

  it('lists every file once, with its size and when it was written', async () => {
    for await (const { key } of storage.list()) await storage.remove(key);
    const keys = ['00', '0f', 'ab', 'ab', 'ff'].map((byte) => newKey(byte.repeat(32)));
    for (const key of keys) await storage.write(key, Readable.from([Buffer.from('12345')]));
    const files = await listedFiles(storage);
    expect(files.map(({ key }) => key)).toEqual(keys.toSorted());
    for (const { sizeBytes, writtenAt } of files) {
      expect(sizeBytes).toBe(5);
      expect(new Date(writtenAt).toISOString()).toBe(writtenAt);
    }
  });
});

it('a key tells its file; what others put into a storage has none of ours', () => {
  const file = { id: newId(), sha256: 'ab'.repeat(32) };
  expect(readStorageKey(storageKey(file))).toEqual(file);
  for (const key of ['arriving/x', '.DS_Store', `cd/${'ab'.repeat(32)}.${file.id}`, `${storageKey(file)}.bak`]) {
    expect(readStorageKey(key)).toBeUndefined();
  }
});

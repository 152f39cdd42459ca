import { type Manifest, pruneBackups, restoreBackup, restoreUploads, verifyBackup } from '#backup';
import { FileMissingError, type FileStore, openFileStorage, storageKey } from '#files';
import { newId } from '#foundation';
import { createHash } from 'node:crypto';
import { cp, mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import pg from 'pg';
import { type BackedUpOffice, openBackedUpOffice, uploadsIn } from '../support/backed-up-office.js';
import { createTestDatabase, testLogger } from '../support/database.js';

jest.setTimeout(300_000);

let office: BackedUpOffice;
beforeAll(async () => {
  office = await openBackedUpOffice();
  await office.report('Không vào được văn phòng điện tử');
}, 120_000);
afterAll(() => office.close());

describe('a backup', () => {
  it('with an upload spoilt is found out; the next one takes it anew from the storage', async () => {
    const { name, path, folder } = await office.spoilable();
    const [key] = await uploadsIn(path);
    const where = join(path, 'files', key!);
    await office.verify(name, { folder });
    await writeFile(where, 'x');
    await expect(office.verify(name, { folder })).rejects.toMatchObject({ code: 'backup.damaged', findings: [{ where: expect.stringContaining(key!) }] });
    const next = (await office.create({ folder })).name;
    await office.verify(next, { folder });
    // What once passed and does not any more is not kept as the one that is known to work.
    expect(await pruneBackups(office.tools({ folder }), { keep: 1 })).toEqual([name]);
  });

  it('lacks what the storage had lost: it fails its trial until the loss is accepted, and what is lost later is told anew', async () => {
    await office.report('Mất tệp');
    const { path } = await office.spoilable();
    const [first, second] = (await uploadsIn(path)).map((key) => ({ key, stored: join(office.api.configuration.FILES_DIR, key) }));
    const folder = join(office.home, newId());
    const made = async () => (await office.create({ folder })).name;
    for (const { key, stored } of [first!, second!]) await cp(stored, `${office.home}/aside/${key}`);
    try {
      await rm(first!.stored);
      const name = await made();
      const lost = (key: string) => ({ code: 'backup.uploads-lost', lost: [{ key, problem: 'missing' }] });
      await expect(office.verify(name, { folder })).rejects.toMatchObject(lost(first!.key));
      await expect(verifyBackup(office.tools({ folder }), name, { logger: testLogger, acceptedLosses: [second!.key] })).rejects.toMatchObject(lost(first!.key));
      await verifyBackup(office.tools({ folder }), name, { logger: testLogger, acceptedLosses: [first!.key] });
      await office.verify(await made(), { folder });
      await rm(second!.stored);
      await rm(folder, { recursive: true });
      const anew = await made();
      await expect(office.verify(anew, { folder })).rejects.toMatchObject({ lost: [{ key: first!.key }, { key: second!.key }] });
    } finally {
      for (const { key, stored } of [first!, second!]) await cp(`${office.home}/aside/${key}`, stored);
    }
  });

  it('has what the storage has lost since the one before, and fails its trial until that is put back, which tells what is missing still', async () => {
    await office.report('Mất tệp mà bản sao còn');
    const { name: former, path, folder } = await office.spoilable();
    const [key] = await uploadsIn(path);
    const stored = join(office.api.configuration.FILES_DIR, key!);
    await cp(stored, `${office.home}/kept/${key}`);
    await rm(stored);
    const { name, manifest } = await office.create({ folder });
    expect(manifest).toMatchObject({ lost: [], absent: [key] });
    expect(await uploadsIn(join(folder, name))).toContain(key);
    await expect(office.verify(name, { folder })).rejects.toMatchObject({ lost: [{ key, problem: 'absent' }] });
    // It is whole all the same, and the only one that has the file once the others are gone.
    office.api.clock.advance(1000);
    expect(await pruneBackups(office.tools({ folder }), { keep: 1 })).toEqual([former]);

    const { storage } = office.api.office.files;
    const tools = { folder, keyFile: undefined, targetUrl: office.api.configuration.DATABASE_URL, storage };
    const later = await office.report('Tệp mới hơn bản sao');
    const [newer] = await office.api.office.database.query<{ id: string; sha256: string }>('select id, sha256 from attachment where incident_id = $1', [later.id]);
    const newerPath = join(office.api.configuration.FILES_DIR, storageKey(newer!));
    await cp(newerPath, `${office.home}/kept/newer`);
    await rm(newerPath);
    expect((await restoreUploads(tools, name, { logger: testLogger })).missing).toEqual([{ where: `upload ${storageKey(newer!)}`, what: expect.any(String) }]);
    expect(await readFile(stored)).toEqual(await readFile(`${office.home}/kept/${key}`));
    await cp(`${office.home}/kept/newer`, newerPath);
    expect((await restoreUploads(tools, name, { logger: testLogger })).missing).toEqual([]);
    await office.verify(name, { folder });
  });

  it.each<[string, (content: Buffer) => Buffer]>([
    ['cut off', (content) => content.subarray(0, -1)],
    ['spoilt with its length kept', (content) => Buffer.concat([content.subarray(0, -1), Buffer.from([content.at(-1)! ^ 1])])],
  ])('keeps whole what is %s in the storage since the one before, and fails its trial until that is put back', async (how, spoil) => {
    await office.report(`Tệp hỏng: ${how}`);
    const { name: former, path, folder } = await office.spoilable();
    const key = (await uploadsIn(path)).at(-1)!;
    const stored = join(office.api.configuration.FILES_DIR, key);
    const content = await readFile(stored);
    await writeFile(stored, spoil(content));
    const without = { folder: join(office.home, newId()) };
    office.api.clock.advance(1000);
    const { name, manifest } = await office.create({ folder });
    expect(manifest).toMatchObject({ lost: [], absent: [], spoilt: [key] });
    expect(await readFile(join(folder, name, 'files', key))).toEqual(content);
    const told = { code: 'backup.uploads-lost', lost: [{ key, problem: 'spoilt' }], message: expect.stringContaining(`${key} is not what had been uploaded any more`) };
    await expect(office.verify(name, { folder })).rejects.toMatchObject(told);
    // With none before that has it whole, it is lost, and a restore of the uploads from there says so.
    const later = await office.create(without);
    expect(later.manifest).toMatchObject({ lost: [{ key, problem: 'wrong-checksum' }], spoilt: [] });
    const { storage } = office.api.office.files;
    const from = (backups: string) => ({ folder: backups, keyFile: undefined, targetUrl: office.api.configuration.DATABASE_URL, storage });
    expect((await restoreUploads(from(without.folder), later.name, { logger: testLogger })).missing).toEqual([{ where: `upload ${key}`, what: expect.stringContaining('is not what had been uploaded') }]);

    expect(await pruneBackups(office.tools({ folder }), { keep: 1 })).toEqual([former]);
    expect((await restoreUploads(from(folder), name, { logger: testLogger })).missing).toEqual([]);
    expect(await readFile(stored)).toEqual(content);
    await office.verify(name, { folder });
  });

  it('puts uploads back into an office and into no other database', async () => {
    const { name, folder } = await office.spoilable();
    const empty = await createTestDatabase({ empty: true });
    const { storage } = office.api.office.files;
    try {
      await expect(restoreUploads({ folder, keyFile: undefined, targetUrl: empty.url, storage }, name, { logger: testLogger })).rejects.toMatchObject({
        code: 'backup.wrong-target',
        message: expect.stringContaining('is no office'),
      });
    } finally {
      await empty.close();
    }
  });

  it('of which one upload is damaged is restored with all others, which are put back later from another', async () => {
    await office.report('Hai tệp');
    const { name, path, folder } = await office.spoilable();
    const whole = await office.spoilable();
    const [key] = await uploadsIn(path);
    const where = join(path, 'files', key!);
    await writeFile(where, 'x');
    const target = await createTestDatabase({ empty: true });
    const filesDir = join(office.home, newId());
    try {
      const storage = await openFileStorage({ folder: filesDir });
      const to = (backups: string) => ({ folder: backups, keyFile: undefined, targetUrl: target.url, storage });
      const { manifest, missing } = await restoreBackup(to(folder), name, { logger: testLogger });
      expect(missing).toEqual([{ where: expect.stringContaining(key!), what: expect.stringContaining('instead of') }]);
      const there = async () => (await readdir(filesDir, { recursive: true, withFileTypes: true })).filter((each) => each.isFile()).length;
      expect(await there()).toBe(manifest.files.length - 1);

      // Half of it written by somebody, another removed as a secret since.
      await mkdir(join(filesDir, key!, '..'), { recursive: true });
      await writeFile(join(filesDir, key!), 'half');
      const secret = manifest.files.at(-1)!.key;
      await rm(join(filesDir, secret));
      await target.database.query(`update attachment set content_removed_at = now() where id = $1`, [secret.split('.').at(-1)]);
      expect(await restoreUploads(to(whole.folder), whole.name, { logger: testLogger })).toMatchObject({ missing: [] });
      expect(await readFile(join(filesDir, key!))).toEqual(await readFile(join(office.api.configuration.FILES_DIR, key!)));
      expect(await there()).toBe(manifest.files.length - 1);
    } finally {
      await target.close();
    }
  });

  it('is tried in the database that was set, which must be empty or ours', async () => {
    const { name } = await office.create();
    const scratch = await createTestDatabase({ empty: true });
    try {
      await office.verify(name, { scratchUrl: scratch.url });
      expect(await scratch.database.query(`select from pg_class where relnamespace = 'public'::regnamespace`)).toEqual([]);
    } finally {
      await scratch.close();
    }
    await expect(office.verify(name, { scratchUrl: office.api.configuration.DATABASE_URL })).rejects.toMatchObject({ code: 'backup.no-scratch-database' });
  });

  it('is never tried in a database that has become an office, whatever a trial that was killed has left in it', async () => {
    const { name } = await office.create();
    const refused = { code: 'backup.no-scratch-database' };
    const mark = 'create schema congvan_scratch';
    await office.api.office.database.query(mark);
    await expect(office.verify(name, { scratchUrl: office.api.configuration.DATABASE_URL })).rejects.toMatchObject(refused);
    await office.api.office.database.query('drop schema congvan_scratch');

    const become = await createTestDatabase({ empty: true });
    try {
      await become.database.query(mark);
      const { storage } = office.api.office.files;
      await restoreBackup({ folder: join(office.home, 'backups'), keyFile: undefined, targetUrl: become.url, storage }, name, { logger: testLogger });
      await expect(office.verify(name, { scratchUrl: become.url })).rejects.toMatchObject(refused);
      expect(await become.database.query('select from person')).not.toEqual([]);
    } finally {
      await become.close();
    }
  });

  it('drops no database but those of its trials, whatever they are called', async () => {
    const { name } = await office.create();
    const [own] = await office.api.office.database.query<{ name: string }>('select current_database() as name');
    const other = `${own!.name.slice(0, 32)}_trial_0123456789ab0123456789ab`;
    // A connection of its own: what the office asks at one moment goes in one block, and no database is made in one.
    const client = new pg.Client({ connectionString: office.api.configuration.DATABASE_URL });
    await client.connect();
    await client.query(`create database "${other}"`);
    try {
      await office.verify(name);
      expect(await office.trials()).toEqual([other]);
    } finally {
      await client.query(`drop database "${other}"`);
      await client.end();
    }
  });

  it.each<[string, (manifest: Manifest) => void, object]>([
    ['fewer rows', ({ tables }) => void (tables.find(({ name }) => name === 'person')!.rows += 1), { where: 'person', what: expect.stringContaining('rows instead of') }],
    ['other rows', ({ tables }) => void (tables.find(({ name }) => name === 'person')!.checksum = '0'), { where: 'person', what: 'has other content than was saved' }],
    ['a table less', ({ tables }) => void tables.pop(), { what: 'is not in the backup' }],
    ['numbers that are given out already', ({ sequences }) => sequences.forEach((each) => Object.assign(each, { last: '1' })), { what: expect.stringContaining('would give numbers') }],
  ])('that comes out of its trial with %s has not passed, and nothing of it is kept', async (_what, change, finding) => {
    const { name, path, folder } = await office.spoilable();
    const manifest = JSON.parse(await readFile(join(path, 'manifest.json'), 'utf8')) as Manifest;
    change(manifest);
    const text = JSON.stringify(manifest);
    await writeFile(join(path, 'manifest.json'), text);
    await writeFile(join(path, 'manifest.stamp'), createHash('sha256').update(text).digest('hex'));
    await expect(office.verify(name, { folder })).rejects.toMatchObject({ code: 'backup.restore-differs', findings: expect.arrayContaining([expect.objectContaining(finding)]) });
    expect(await readdir(path)).not.toContain('verified');
  });

  it('lacks without being worse for it what was removed, with its row, while it was made', async () => {
    await office.report('Bị gỡ giữa chừng');
    const { files } = office.api.office;
    const removing: Pick<FileStore, 'read'> = {
      read: async ({ id, sha256 }) => {
        await office.api.office.database.query('update attachment set content_removed_at = now() where id = $1', [id]);
        throw new FileMissingError(storageKey({ id, sha256 }), undefined);
      },
    };
    const folder = join(office.home, newId());
    const { name, manifest } = await office.create({ folder, files: Object.assign(Object.create(files) as FileStore, removing) });
    expect(manifest).toMatchObject({ files: [], lost: [] });
    expect(manifest.removed).not.toEqual([]);
    await office.verify(name, { folder });
  });
});

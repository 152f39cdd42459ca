import { pruneBackups, restoreBackup } from '#backup';
import { newId, readConfiguration } from '#foundation';
import { chmod, mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Office } from '../../apps/office/src/index.js';
import { type BackedUpOffice, openBackedUpOffice } from '../support/backed-up-office.js';
import { createTestDatabase, testLogger } from '../support/database.js';
import { eventually } from '../support/eventually.js';

const KEY = 'ab'.repeat(32);

jest.setTimeout(300_000);

let office: BackedUpOffice;
beforeAll(async () => {
  office = await openBackedUpOffice();
  await office.report('Không vào được văn phòng điện tử');
}, 120_000);
afterAll(() => office.close());

describe('a backup', () => {
  it('comes out of a trial restore as it went in, table by table, with every upload, and leaves no database behind', async () => {
    const { name, manifest } = await office.create();
    const byName = new Map(manifest.tables.map((table) => [table.name, table]));
    expect(byName.get('incident')!.rows).toBe(1);
    expect(manifest.partitions.length).toBeGreaterThan(3);
    expect(manifest).toMatchObject({ key: null, lost: [], removed: [], files: [{ path: expect.stringMatching(/^files\//) }] });
    const restored = await office.verify(name);
    expect(restored.tables).toEqual(manifest.tables);
    expect(await office.trials()).toEqual([]);
    expect((await readdir(join(office.home, 'backups', name))).toSorted()).toEqual(['files', 'manifest.json', 'manifest.stamp', 'tables', 'verified']);
  });

  it('becomes an office that runs on: tasks are done, timers fire, files open, new numbers follow', async () => {
    const { id, instanceId } = await office.report('Máy in hỏng');
    const sealedBy = await office.keyFile(KEY);
    const { name } = await office.create({ keyFile: sealedBy });
    const target = await createTestDatabase({ empty: true });
    const filesDir = join(office.home, newId());
    const configuration = readConfiguration({ DATABASE_URL: target.url, FILES_DIR: filesDir, PORT: '0' });
    let restored: Office | undefined;
    try {
      const { openFileStore } = await import('../../apps/office/src/open-file-store.js');
      const { storage } = await openFileStore(configuration);
      await restoreBackup({ folder: join(office.home, 'backups'), keyFile: sealedBy, targetUrl: target.url, storage }, name, { logger: testLogger });
      restored = await Office.open({ configuration, logger: testLogger, clock: target.clock, queuePrefix: newId() });
      const { createApi } = await import('../../apps/api/src/index.js');
      const { WorkerModule } = await import('../../apps/worker/src/worker.module.js');
      const app = await createApi(restored, { beside: [WorkerModule] });
      await app.init();
      try {
        const headers = await office.api.as('cuongpv'); // Sessions are in the backup, too.
        const get = async (path: string) => JSON.parse((await app.inject({ method: 'GET', url: `/api/v1/${path}`, headers })).body);
        const task = (await get('tasks?scope=group&limit=200')).items.find((item: { instanceId: string }) => item.instanceId === instanceId);
        const done = await app.inject({ method: 'POST', url: `/api/v1/tasks/${task.id}/complete`, headers, payload: { variables: { hopDecision: 'handle' } } });
        expect(done.statusCode).toBe(204);
        await eventually(async () => (await get(`incidents/${id}`)).status === 'handling');
        const { attachmentIds } = await get(`incidents/${id}`);
        // The restored office looks through what the former one had not come to.
        const file = await eventually(async () => {
          const answer = await app.inject({ method: 'GET', url: `/api/v1/attachments/${attachmentIds[0]}/content`, headers });
          return answer.statusCode === 200 && answer.body;
        });
        expect(file).toBe('Ảnh màn hình: Máy in hỏng\n');
        // The first report waits for its head still: the clock of his level climbs by itself.
        target.clock.advance(30 * 86_400_000);
        await eventually(async () => {
          const [row] = await restored!.database.query<{ levels: number }>(`select count(*)::int as levels from incident_hop where incident_id <> $1`, [id]);
          return row!.levels > 1;
        });
      } finally {
        await app.close();
      }
    } finally {
      await target.close();
    }
  });

  it('is of one moment while people go on writing', async () => {
    let goOn = true;
    let written = 0;
    // Two rows that always come together, in tables that are saved far apart.
    const writing = (async () => {
      for (; goOn; written++) {
        await office.api.office.database.transaction(async (tx) => {
          await tx.execute(`insert into audit_entry (at, actor, request_id, action, subject, subject_id, detail) values (now(), 'a', 'pair', 'pair', 's', 'i', '{}')`);
          await tx.execute(`insert into worker_token (id, name, topics, token_hash, created_by, created_at) select gen_random_uuid(), 'pair-' || gen_random_uuid(), '{pair}', decode(replace(gen_random_uuid()::text, '-', ''), 'hex'), 'a', now()`);
        });
      }
    })();
    const { name, manifest } = await office.create();
    const before = written;
    await eventually(async () => written > before);
    goOn = false;
    await writing;
    const rows = (table: string) => manifest.tables.find((each) => each.name === table)!.rows;
    const [unpaired] = await office.api.office.database.query<{ audit: number }>(`select count(*)::int as audit from audit_entry where request_id <> 'pair'`);
    expect(rows('audit_entry') - unpaired!.audit).toBe(rows('worker_token'));
    expect(rows('worker_token')).toBeGreaterThan(0);
    await office.verify(name);
  });

  it('is refused into a database that holds anything', async () => {
    const { name } = await office.create();
    const { storage } = office.api.office.files;
    const restoring = restoreBackup({ folder: join(office.home, 'backups'), keyFile: undefined, targetUrl: office.api.configuration.DATABASE_URL, storage }, name, { logger: testLogger });
    await expect(restoring).rejects.toMatchObject({ code: 'backup.wrong-target' });
  });

  it('of which a table is changed, cut off or missing is found out, sealed or not, and nothing of it is kept', async () => {
    const sealedBy = await office.keyFile(KEY);
    const [open, sealed] = [await office.spoilable(), await office.spoilable({ keyFile: sealedBy })];
    const kept = await Promise.all([open, sealed].map(({ path }) => readFile(join(path, 'tables', 'person.copy.gz'))));
    const ways = { changed: Buffer.from(kept[0]!), 'changed under its seal': Buffer.from(kept[1]!), 'cut off': kept[1]!.subarray(0, -1), missing: undefined };
    for (const bytes of [ways.changed, ways['changed under its seal']]) bytes[bytes.length - 20]! ^= 1;
    for (const [how, bytes] of Object.entries(ways)) {
      const { name, path, folder } = how === 'changed' || how === 'missing' ? open : sealed;
      const table = join(path, 'tables', 'person.copy.gz');
      if (bytes === undefined) await rm(table);
      else await writeFile(table, bytes);
      await expect(office.verify(name, { folder, keyFile: folder === sealed.folder ? sealedBy : undefined })).rejects.toMatchObject({
        code: 'backup.damaged',
        findings: [{ where: expect.stringContaining('person.copy.gz') }],
      });
    }
    expect(await office.trials()).toEqual([]);
  });

  it('whose manifest was changed, or that was sealed with another key, is not believed', async () => {
    const { name, path, folder } = await office.spoilable({ keyFile: await office.keyFile(KEY) });
    await expect(office.verify(name, { folder, keyFile: await office.keyFile('cd'.repeat(32)) })).rejects.toMatchObject({ message: expect.stringMatching(/was sealed with the key .* Set BACKUP_KEY_FILE to the key/) });
    await expect(office.verify(name, { folder })).rejects.toMatchObject({ code: 'backup.damaged' });
    const manifest = join(path, 'manifest.json');
    const changed = (await readFile(manifest, 'utf8')).replace('0.0.0-test', '0.0.1-test');
    await writeFile(manifest, changed);
    const refused = { message: expect.stringContaining('was changed') };
    await expect(office.verify(name, { folder, keyFile: await office.keyFile(KEY) })).rejects.toMatchObject(refused);
    // Who has no key cannot stamp it anew.
    const { createHash } = await import('node:crypto');
    await writeFile(join(path, 'manifest.stamp'), createHash('sha256').update(changed).digest('hex'));
    await expect(office.verify(name, { folder, keyFile: await office.keyFile(KEY) })).rejects.toMatchObject(refused);
  });

  it('of a newer program is told so', async () => {
    const { name, path, folder } = await office.spoilable();
    const { createHash } = await import('node:crypto');
    const manifest = join(path, 'manifest.json');
    const text = (await readFile(manifest, 'utf8')).replace('"Incidents1700000000047"', '"Future1800000000001"');
    await writeFile(manifest, text);
    await writeFile(join(path, 'manifest.stamp'), createHash('sha256').update(text).digest('hex'));
    await expect(office.verify(name, { folder })).rejects.toMatchObject({ code: 'backup.version', message: expect.stringContaining('Future1800000000001') });
  });

  it('is not written where others may look, nor with a key that others may read', async () => {
    const open = join(office.home, 'open');
    await mkdir(open);
    await chmod(open, 0o755);
    await expect(office.create({ folder: open })).rejects.toMatchObject({ code: 'backup.settings', message: expect.stringContaining('chmod 700') });
    const key = await office.keyFile(KEY);
    await chmod(key, 0o644);
    await expect(office.create({ keyFile: key })).rejects.toMatchObject({ code: 'backup.settings', message: expect.stringContaining('chmod 600') });
  });

  it('that is sealed shows nothing of the office in its files', async () => {
    const { path } = await office.spoilable({ keyFile: await office.keyFile(KEY) });
    for (const entry of await readdir(path, { recursive: true, withFileTypes: true })) {
      if (!entry.isFile() || entry.name.startsWith('manifest')) continue;
      const bytes = await readFile(join(entry.parentPath, entry.name));
      expect(bytes.subarray(0, 2).equals(Buffer.from([0x1f, 0x8b])) || bytes.includes('Ảnh màn hình')).toBe(false);
    }
  });

  it('is made once for one run, takes unchanged uploads from the one before, and one at a time', async () => {
    const runId = newId();
    const [first, second] = await Promise.allSettled([office.create({}, runId), office.create({}, newId())]);
    const states = [first.status, second.status].toSorted();
    expect(states).toEqual(['fulfilled', 'rejected']);
    const made = await office.create({}, runId);
    expect(await office.create({}, runId)).toEqual(made);
  });

  it('is pruned by count, but for the last one that has passed its trial', async () => {
    const folder = join(office.home, newId());
    const names: string[] = [];
    for (let n = 0; n < 4; n++) {
      names.push((await office.create({ folder })).name);
      // Whatever of them are of one second.
      office.api.clock.advance(10);
    }
    expect(names).toEqual(names.toSorted());
    await office.verify(names[0]!, { folder });
    expect((await pruneBackups(office.tools({ folder }), { keep: 2 })).toSorted()).toEqual([names[1]!]);
    expect((await readdir(folder)).toSorted()).toEqual([names[0]!, names[2]!, names[3]!].toSorted());
  });
});

import { type BackupTools, createBackup, pruneBackups, restoreBackup, verifyBackup } from '#backup';
import { newId, readConfiguration } from '#foundation';
import { chmod, cp, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Office } from '../../apps/office/src/index.js';
import { createTestDatabase, testLogger } from '../support/database.js';
import { eventually } from '../support/eventually.js';
import { type ApiUnderTest, startApi } from './api/api-under-test.js';

const KEY = 'ab'.repeat(32);

jest.setTimeout(300_000);

describe('a backup', () => {
  let api: ApiUnderTest;
  let home: string;
  beforeAll(async () => {
    api = await startApi();
    home = await mkdtemp(join(tmpdir(), 'congvan-backup-'));
    await report('Không vào được văn phòng điện tử');
  }, 120_000);
  afterAll(async () => {
    await api.close();
    await rm(home, { recursive: true, force: true });
  });

  /** An incident with a file: a running case with a task, a clock and an upload. */
  async function report(title: string): Promise<{ id: string; instanceId: string }> {
    const form = new FormData();
    form.set('file', new Blob([`Ảnh màn hình: ${title}\n`], { type: 'text/plain' }), 'man-hinh.txt');
    const uploaded = await fetch(`${api.address}/api/v1/attachments`, { method: 'POST', body: form, headers: await api.as('tuanda') });
    const { id: attachmentId } = (await uploaded.json()) as { id: string };
    const { status, body } = await api.post('tuanda', 'incidents', {
      kind: 'outage', severity: 'high', title, description: 'Dòng một\nDòng hai\t\\N', systems: ['Văn phòng'], attachmentIds: [attachmentId],
    });
    expect(status).toBe(201);
    await eventually(async () => (await tasksOf('cuongpv', body.instanceId)).length > 0);
    return body;
  }

  async function tasksOf(login: string, instanceId: string): Promise<{ id: string }[]> {
    const { body } = await api.get(login, 'tasks?scope=group&limit=200');
    return body.items.filter((item: { instanceId: string }) => item.instanceId === instanceId);
  }

  const tools = (differently: Partial<BackupTools> = {}): BackupTools => ({
    database: api.office.database,
    databaseUrl: api.configuration.DATABASE_URL,
    files: api.office.files,
    folder: join(home, 'backups'),
    keyFile: undefined,
    scratchUrl: undefined,
    program: '0.0.0-test',
    ...differently,
  });
  const create = (differently: Partial<BackupTools> = {}, runId = newId()) => createBackup(tools(differently), { runId });
  const verify = (name: string, differently: Partial<BackupTools> = {}) => verifyBackup(tools(differently), name, { logger: testLogger });

  async function keyFile(key: string): Promise<string> {
    const path = join(home, `${newId()}.key`);
    await writeFile(path, `${key}\n`, { mode: 0o600 });
    return path;
  }

  /** A backup that a test may spoil, in a folder of its own. */
  async function spoilable(differently: Partial<BackupTools> = {}): Promise<{ name: string; path: string; folder: string }> {
    const folder = join(home, newId());
    const { name } = await create({ folder, ...differently });
    return { name, path: join(folder, name), folder };
  }

  async function trials(): Promise<string[]> {
    const rows = await api.office.database.query<{ name: string }>(
      `select datname as name from pg_database where starts_with(datname, current_database() || '_trial_')`,
    );
    return rows.map(({ name }) => name);
  }

  it('comes out of a trial restore as it went in, table by table, with every upload, and leaves no database behind', async () => {
    const { name, manifest } = await create();
    const byName = new Map(manifest.tables.map((table) => [table.name, table]));
    expect(byName.get('incident')!.rows).toBe(1);
    expect(manifest.partitions.length).toBeGreaterThan(3);
    expect(manifest).toMatchObject({ key: null, lost: [], removed: [], files: [{ path: expect.stringMatching(/^files\//) }] });
    const restored = await verify(name);
    expect(restored.tables).toEqual(manifest.tables);
    expect(await trials()).toEqual([]);
    expect((await readdir(join(home, 'backups', name))).toSorted()).toEqual(['files', 'manifest.json', 'manifest.stamp', 'tables', 'verified']);
  });

  it('becomes an office that runs on: tasks are done, timers fire, files open, new numbers follow', async () => {
    const { id, instanceId } = await report('Máy in hỏng');
    const sealedBy = await keyFile(KEY);
    const { name } = await create({ keyFile: sealedBy });
    const target = await createTestDatabase({ empty: true });
    const filesDir = join(home, newId());
    const configuration = readConfiguration({ DATABASE_URL: target.url, FILES_DIR: filesDir, PORT: '0' });
    let office: Office | undefined;
    try {
      const { openFileStore } = await import('../../apps/office/src/open-file-store.js');
      const { storage } = await openFileStore(configuration);
      await restoreBackup({ folder: join(home, 'backups'), keyFile: sealedBy, targetUrl: target.url, storage }, name, { logger: testLogger });
      office = await Office.open({ configuration, logger: testLogger, clock: target.clock, queuePrefix: newId() });
      const { createApi } = await import('../../apps/api/src/index.js');
      const { WorkerModule } = await import('../../apps/worker/src/worker.module.js');
      const app = await createApi(office, { beside: [WorkerModule] });
      await app.init();
      try {
        const headers = await api.as('cuongpv'); // Sessions are in the backup, too.
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
          const [row] = await office!.database.query<{ levels: number }>(`select count(*)::int as levels from incident_hop where incident_id <> $1`, [id]);
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
        await api.office.database.transaction(async (tx) => {
          await tx.execute(`insert into audit_entry (at, actor, request_id, action, subject, subject_id, detail) values (now(), 'a', 'pair', 'pair', 's', 'i', '{}')`);
          await tx.execute(`insert into worker_token (id, name, topics, token_hash, created_by, created_at) select gen_random_uuid(), 'pair-' || gen_random_uuid(), '{pair}', decode(replace(gen_random_uuid()::text, '-', ''), 'hex'), 'a', now()`);
        });
      }
    })();
    const { name, manifest } = await create();
    const before = written;
    await eventually(async () => written > before);
    goOn = false;
    await writing;
    const rows = (table: string) => manifest.tables.find((each) => each.name === table)!.rows;
    const [unpaired] = await api.office.database.query<{ audit: number }>(`select count(*)::int as audit from audit_entry where request_id <> 'pair'`);
    expect(rows('audit_entry') - unpaired!.audit).toBe(rows('worker_token'));
    expect(rows('worker_token')).toBeGreaterThan(0);
    await verify(name);
  });

  it('is refused into a database that holds anything', async () => {
    const { name } = await create();
    const { storage } = api.office.files;
    const restoring = restoreBackup({ folder: join(home, 'backups'), keyFile: undefined, targetUrl: api.configuration.DATABASE_URL, storage }, name, { logger: testLogger });
    await expect(restoring).rejects.toMatchObject({ code: 'backup.target-not-empty' });
  });

  it('of which a table is changed, cut off or missing is found out, sealed or not, and nothing of it is kept', async () => {
    const sealedBy = await keyFile(KEY);
    const [open, sealed] = [await spoilable(), await spoilable({ keyFile: sealedBy })];
    const kept = await Promise.all([open, sealed].map(({ path }) => readFile(join(path, 'tables', 'person.copy.gz'))));
    const ways = { changed: Buffer.from(kept[0]!), 'changed under its seal': Buffer.from(kept[1]!), 'cut off': kept[1]!.subarray(0, -1), missing: undefined };
    for (const bytes of [ways.changed, ways['changed under its seal']]) bytes[bytes.length - 20]! ^= 1;
    for (const [how, bytes] of Object.entries(ways)) {
      const { name, path, folder } = how === 'changed' || how === 'missing' ? open : sealed;
      const table = join(path, 'tables', 'person.copy.gz');
      if (bytes === undefined) await rm(table);
      else await writeFile(table, bytes);
      await expect(verify(name, { folder, keyFile: folder === sealed.folder ? sealedBy : undefined })).rejects.toMatchObject({
        code: 'backup.damaged',
        findings: [{ where: expect.stringContaining('person.copy.gz') }],
      });
    }
    expect(await trials()).toEqual([]);
  });

  it('whose manifest was changed, or that was sealed with another key, is not believed', async () => {
    const { name, path, folder } = await spoilable({ keyFile: await keyFile(KEY) });
    await expect(verify(name, { folder, keyFile: await keyFile('cd'.repeat(32)) })).rejects.toMatchObject({ message: expect.stringContaining('was sealed with the key') });
    await expect(verify(name, { folder })).rejects.toMatchObject({ code: 'backup.damaged' });
    const manifest = join(path, 'manifest.json');
    await writeFile(manifest, (await readFile(manifest, 'utf8')).replace('0.0.0-test', '0.0.1-test'));
    await expect(verify(name, { folder, keyFile: await keyFile(KEY) })).rejects.toMatchObject({ message: expect.stringContaining('was changed') });
  });

  it('of a newer program is told so', async () => {
    const { name, path, folder } = await spoilable();
    const { createHash } = await import('node:crypto');
    const manifest = join(path, 'manifest.json');
    const text = (await readFile(manifest, 'utf8')).replace('"Incidents1700000000047"', '"Future1800000000001"');
    await writeFile(manifest, text);
    await writeFile(join(path, 'manifest.stamp'), createHash('sha256').update(text).digest('hex'));
    await expect(verify(name, { folder })).rejects.toMatchObject({ code: 'backup.version', message: expect.stringContaining('Future1800000000001') });
  });

  it('with an upload spoilt is found out, and so is one that the storage had lost before', async () => {
    const { name, path, folder } = await spoilable();
    const [file] = await readdir(join(path, 'files'), { recursive: true, withFileTypes: true }).then((all) => all.filter((each) => each.isFile()));
    const where = join(file!.parentPath, file!.name);
    await rm(where);
    await writeFile(where, 'x');
    await expect(verify(name, { folder })).rejects.toMatchObject({ code: 'backup.damaged', findings: [{ where: expect.stringContaining(file!.name) }] });

    const stored = join(api.configuration.FILES_DIR, file!.parentPath.split('/').at(-1)!, file!.name);
    await cp(stored, `${home}/aside`);
    await rm(stored);
    try {
      const lost = await spoilable();
      await expect(verify(lost.name, { folder: lost.folder })).rejects.toMatchObject({ code: 'backup.damaged', findings: [{ code: 'missing' }] });
    } finally {
      await cp(`${home}/aside`, stored);
    }
  });

  it('is not written where others may look, nor with a key that others may read', async () => {
    const open = join(home, 'open');
    await mkdir(open);
    await chmod(open, 0o755);
    await expect(create({ folder: open })).rejects.toMatchObject({ code: 'backup.settings', message: expect.stringContaining('chmod 700') });
    const key = await keyFile(KEY);
    await chmod(key, 0o644);
    await expect(create({ keyFile: key })).rejects.toMatchObject({ code: 'backup.settings', message: expect.stringContaining('chmod 600') });
  });

  it('that is sealed shows nothing of the office in its files', async () => {
    const { path } = await spoilable({ keyFile: await keyFile(KEY) });
    for (const entry of await readdir(path, { recursive: true, withFileTypes: true })) {
      if (!entry.isFile() || entry.name.startsWith('manifest')) continue;
      const bytes = await readFile(join(entry.parentPath, entry.name));
      expect(bytes.subarray(0, 2).equals(Buffer.from([0x1f, 0x8b])) || bytes.includes('Ảnh màn hình')).toBe(false);
    }
  });

  it('is made once for one run, takes unchanged uploads from the one before, and one at a time', async () => {
    const runId = newId();
    const [first, second] = await Promise.allSettled([create({}, runId), create({}, newId())]);
    const states = [first.status, second.status].toSorted();
    expect(states).toEqual(['fulfilled', 'rejected']);
    const made = await create({}, runId);
    expect(await create({}, runId)).toEqual(made);
  });

  it('is tried in the database that was set, which must be empty or ours', async () => {
    const { name } = await create();
    const scratch = await createTestDatabase({ empty: true });
    try {
      await verify(name, { scratchUrl: scratch.url });
      expect(await scratch.database.query(`select from pg_class where relnamespace = 'public'::regnamespace`)).toEqual([]);
    } finally {
      await scratch.close();
    }
    await expect(verify(name, { scratchUrl: api.configuration.DATABASE_URL })).rejects.toMatchObject({ code: 'backup.no-scratch-database' });
  });

  it('is pruned by count, but for the last one that has passed its trial', async () => {
    const folder = join(home, newId());
    const names: string[] = [];
    for (let n = 0; n < 4; n++) {
      names.push((await create({ folder })).name);
      api.clock.advance(1000);
    }
    await verify(names[0]!, { folder });
    expect((await pruneBackups(tools({ folder }), { keep: 2 })).toSorted()).toEqual([names[1]!]);
    expect((await readdir(folder)).toSorted()).toEqual([names[0]!, names[2]!, names[3]!].toSorted());
  });
});

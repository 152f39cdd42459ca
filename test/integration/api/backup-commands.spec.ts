import { verifiedBackupAge } from '#backup';
import { storageKey } from '#files';
import { chmod, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';
import { createVerb } from '../../../apps/cli/src/backup/create.js';
import { verifyVerb } from '../../../apps/cli/src/backup/verify.js';
import { eventually } from '../../support/eventually.js';
import { type ApiUnderTest, startApi } from './api-under-test.js';

jest.setTimeout(300_000);

describe('backups from the command line', () => {
  const before = { ...process.env };
  const written: string[] = [];
  let api: ApiUnderTest;
  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'congvan-backups-'));
    api = await startApi({ BACKUP_DIR: folder, SESSION_HOURS: '720' });
    const { DATABASE_URL, FILES_DIR } = api.configuration;
    Object.assign(process.env, { DATABASE_URL, FILES_DIR, BACKUP_DIR: folder });
  }, 120_000);
  beforeEach(() => {
    written.length = 0;
    for (const stream of [process.stdout, process.stderr]) {
      jest.spyOn(stream, 'write').mockImplementation((line) => {
        written.push(String(line));
        return true;
      });
    }
  });
  afterEach(() => jest.restoreAllMocks());
  afterAll(async () => {
    process.env = before;
    process.exitCode = undefined;
    await api.close();
    await rm(folder, { recursive: true, force: true });
  });

  const latest = async () => (await api.get('tungmt', 'backups')).body.items[0];
  const by = userInfo().username;

  it('stand in the record with who gave them, the backup and its trial each by itself', async () => {
    await createVerb.run([]);
    const [name] = await readdir(folder);
    const made = await latest();
    expect(made).toMatchObject({ instanceId: null, command: 'create', commandBy: by, status: 'made', folder: name, verifiedAt: null, sealed: false, reason: null, endedAt: expect.any(String) });
    expect(made.tables).toBeGreaterThan(50);
    expect(made.createMs).toBeGreaterThan(0);
    await verifyVerb.run([]);
    expect(await latest()).toMatchObject({ instanceId: null, command: 'verify', commandBy: by, status: 'verified', folder: name, tables: made.tables, createMs: null, verifyMs: expect.any(Number), verifiedAt: expect.any(String) });
    const trail = await api.office.database.query(`select actor, action, detail from audit_entry where subject = 'backup-run' order by id`);
    expect(trail).toEqual(['create', 'verify'].map((command) => ({
      actor: 'system:cli', action: 'backup.record-command', detail: { command, by, folder: name, status: command === 'create' ? 'made' : 'verified' },
    })));
    expect(written.join('')).not.toContain('Not in the record');
  });

  it('count as of the day of the backup: the trial of an old one quiets no alarm, and the process makes its own all the same', async () => {
    const week = 7 * 86_400_000;
    const run = async () => (await api.office.database.query<{ status: string }>('select status from backup_run where command is null'))[0];
    api.clock.advance(86_400_000);
    // Due with the first night, whatever was made by hand.
    for (let tries = 0; tries < 6 && (await run())?.status !== 'verified'; tries++) await eventually(async () => (await run())?.status === 'verified').catch(() => undefined);
    expect(await run()).toEqual({ status: 'verified' });
    await api.office.database.query(`update backup_run set status = 'failed', verified_at = null where command is null`);
    await api.office.database.query(`update backup_run set made_at = made_at - interval '40 days' where command = 'verify'`);
    expect(await verifiedBackupAge(api.office.database)).toBeGreaterThan((40 * 86_400_000 - week) / 1000);
  });

  it('that fail say why in the record, with the uploads that the storage has lost', async () => {
    const form = new FormData();
    form.set('file', new Blob(['Biên bản'], { type: 'text/plain' }), 'bien-ban.txt');
    expect((await fetch(`${api.address}/api/v1/attachments`, { method: 'POST', body: form, headers: await api.as('tuanda') })).status).toBe(201);
    const [file] = await api.office.database.query<{ id: string; sha256: string }>('select id, sha256 from attachment order by id desc limit 1');
    const key = storageKey(file!);
    await writeFile(join(api.configuration.FILES_DIR, key), 'x');
    await createVerb.run([]);
    const record = async (command: string) => {
      const [row] = await api.office.database.query<{ status: string; folder: string | null }>('select status, reason, lost, folder from backup_run where command = $1 order by started_at desc limit 1', [command]);
      return row;
    };
    expect(written.join('')).toContain(`wrong-checksum  ${key}`);
    const made = await record('create');
    expect(made).toMatchObject({ status: 'made' });
    await expect(verifyVerb.run([made!.folder!])).rejects.toMatchObject({ code: 'backup.uploads-lost' });
    expect(await record('verify')).toMatchObject({ status: 'failed', reason: expect.stringContaining(key), lost: [key], folder: made!.folder });

    await chmod(folder, 0o755);
    await expect(createVerb.run([])).rejects.toMatchObject({ code: 'backup.settings' });
    await chmod(folder, 0o700);
    expect(await record('create')).toMatchObject({ status: 'failed', reason: expect.stringContaining('chmod 700'), folder: null });
    const all = async () => (await api.office.database.query('select from backup_run')).length;
    const count = await all();
    await expect(verifyVerb.run(['congvan-20200101T000000Z-00000000'])).rejects.toMatchObject({ code: 'backup.not-found' });
    expect(await all()).toBe(count);
  });

  it('of an office of an earlier release leave its schema as it is, and say that its record lacks them', async () => {
    await api.office.database.query(`delete from migration where name = 'BackupsByCommand1700000000096'`);
    const count = async () => (await api.office.database.query('select from backup_run')).length;
    const rows = await count();
    await createVerb.run([]);
    expect(written.join('')).toContain('Not in the record of the office: its schema is that of an earlier release.');
    expect(await count()).toBe(rows);
    expect(await api.office.database.query(`select from migration where name = 'BackupsByCommand1700000000096'`)).toEqual([]);
  });
});

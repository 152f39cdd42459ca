import { restoreUploads } from '#backup';
import { BulkSession } from '#database';
import { storageKey } from '#files';
import { chmod, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { testLogger } from '../../support/database.js';
import { eventually } from '../../support/eventually.js';
import { type ApiUnderTest, startApi } from './api-under-test.js';

jest.setTimeout(300_000);
const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
/** Whoever makes or tries a backup of a database holds it there. */
const BACKUP_LOCK = 7_201_361;

describe('the check of backups', () => {
  let api: ApiUnderTest;
  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'congvan-backups-'));
    api = await startApi({ BACKUP_DIR: folder, BACKUP_KEEP: '1', SESSION_HOURS: '720' });
  });
  afterAll(async () => {
    await api.close();
    await rm(folder, { recursive: true, force: true });
  });

  const runs = () => api.office.database.query<{ status: string; reason: string | null; instanceId: string }>(
    'select status, reason, instance_id as "instanceId" from backup_run order by started_at',
  );
  const taskOf = (instanceId: string) => eventually(async () => {
    const [task] = await api.office.database.query<{ id: string }>(`select id from user_task where instance_id = $1 and status = 'open'`, [instanceId]);
    return task?.id;
  });
  const verified = () => eventually(async () => (await runs())[0]!.status === 'verified');
  const nightsPass = async (nights: number, wanted: number) => {
    for (let night = 0; night < nights; night++) api.clock.advance(DAY_MS);
    return eventually(async () => {
      const found = await runs();
      return found.length === wanted && found.at(-1);
    });
  };

  it('tells IT and the leaders at once where none can be made, and goes on when it was mended, until a copy is carried away', async () => {
    await chmod(folder, 0o755);
    const run = await nightsPass(1, 1);
    const mend = await taskOf(run.instanceId);
    expect(await runs()).toMatchObject([{ status: 'failed', reason: expect.stringContaining('chmod 700') }]);
    const told = await api.get('baotq', 'notifications');
    expect(JSON.stringify(told.body)).toContain('Sao lưu hoặc khôi phục thử không đạt');
    expect((await api.post('cuongpv', `tasks/${mend}/complete`, { variables: { mendDecision: 'again' } })).status).not.toBe(204);

    await chmod(folder, 0o700);
    expect((await api.post('sonlt', `tasks/${mend}/complete`, { variables: { mendDecision: 'again' } })).status).toBe(204);
    // A backup and its trial take as long as they take.
    for (let tries = 0; tries < 6 && (await runs())[0]!.status !== 'verified'; tries++) await verified().catch(() => undefined);
    const carry = await taskOf(run.instanceId);
    expect((await api.post('namcn', `tasks/${carry}/complete`, { variables: {} })).status).toBe(422);
    expect((await api.post('namcn', `tasks/${carry}/complete`, { variables: { carriedTo: 'Két sắt tầng 2' } })).status).toBe(204);
    const [record] = await eventually(async () => {
      const { body } = await api.get('baotq', 'backups');
      return body.items[0].endedAt !== null && body.items;
    });
    expect(record).toMatchObject({ status: 'verified', attempts: 1, reason: null, carriedTo: 'Két sắt tầng 2', carriedBy: 'namcn', sealed: false });
    expect(await readdir(folder)).toEqual([record.folder]);
    expect((await api.get('cuongpv', 'backups')).status).toBe(403);
  });

  it('goes by its record: no operator writes what came of it, and the copy is carried by IT or by nobody', async () => {
    await chmod(folder, 0o755);
    const run = await nightsPass(14, 2);
    const mend = await taskOf(run.instanceId);
    const byHand = { status: 403, body: { code: 'backup.by-hand' } };
    const at = (act: string, json: object) => api.post('sonlt', `process-instances/${run.instanceId}/${act}`, json);
    for (const variables of [{ backupOutcome: 'verified' }, { carriedTo: 'Két sắt' }, { stopReason: 'x' }, { times: {} }]) {
      expect(await at('variables', { variables, reason: 'x' })).toMatchObject(byHand);
    }
    const instructions = [{ type: 'startBefore', element: 'Task_Carry', variables: { backupOutcome: 'verified' } }];
    expect(await at('modify', { instructions, reason: 'x' })).toMatchObject(byHand);
    expect(await api.post('sonlt', 'process-instances', { key: 'backup-check', variables: { backupDue: true } })).toMatchObject({ status: 409 });

    // Led there past the trial: the task is there, but the record knows of no trial.
    expect((await at('modify', { instructions: [{ type: 'startBefore', element: 'Task_Carry' }], reason: 'Thử' })).status).toBeLessThan(300);
    const [carry] = await api.office.database.query<{ id: string }>(
      `select id from user_task where instance_id = $1 and element_id = 'Task_Carry' and status = 'open'`, [run.instanceId],
    );
    const carriedTo = { variables: { carriedTo: 'Két sắt tầng 2' } };
    expect(await api.post('namcn', `tasks/${carry!.id}/complete`, carriedTo)).toMatchObject({ status: 409, body: { code: 'backup.not-verified' } });
    // Given to somebody outside of IT, it is still not his.
    expect((await api.post('namcn', `tasks/${carry!.id}/change`, { changes: { assignee: 'cuongpv' }, reason: 'Nhờ' })).status).toBe(204);
    expect(await api.post('cuongpv', `tasks/${carry!.id}/complete`, carriedTo)).toMatchObject({ status: 403, body: { code: 'backup.forbidden' } });

    expect((await at('cancel', { reason: 'Chờ thay ổ cứng' })).status).toBe(204);
    const [record] = (await api.get('tungmt', 'backups')).body.items;
    expect(record).toMatchObject({ id: expect.any(String), status: 'failed', endedAt: expect.any(String), reason: expect.stringContaining('Chờ thay ổ cứng') });
    expect((await api.post('sonlt', `tasks/${mend}/complete`, { variables: { mendDecision: 'again' } })).status).not.toBe(204);
  });

  it('that IT gives up says why in its record, and the next night tries anew', async () => {
    const run = await nightsPass(1, 3);
    const mend = await taskOf(run.instanceId);
    expect((await api.post('namcn', `tasks/${mend}/complete`, { variables: { mendDecision: 'stop' } })).status).toBe(422);
    expect((await api.post('namcn', `tasks/${mend}/complete`, { variables: { mendDecision: 'stop', stopReason: 'Chờ mua ổ đĩa.' } })).status).toBe(204);
    const [record] = (await api.get('baotq', 'backups')).body.items;
    expect(record).toMatchObject({ status: 'failed', endedAt: expect.any(String), reason: expect.stringMatching(/chmod 700.* – Chờ mua ổ đĩa\.$/) });
    const trail = await api.office.database.query(`select actor, detail from audit_entry where subject = 'backup-run' order by id`);
    expect(trail.slice(-1)).toMatchObject([{ actor: 'namcn', detail: { step: 'mend', decision: 'stop' } }]);
    await eventually(async () => {
      const [row] = await api.office.database.query<{ status: string }>('select status from process_instance where id = $1', [run.instanceId]);
      return row!.status === 'completed';
    });
    await nightsPass(1, 4);
  });

  it('of an office that has lost an upload passes once IT accepts that it is gone; a copy that nobody carries holds up no later one', async () => {
    const stopped = await taskOf((await runs()).at(-1)!.instanceId);
    await chmod(folder, 0o700);
    const stop = { variables: { mendDecision: 'stop', stopReason: 'Làm lại đêm sau.' } };
    expect((await api.post('namcn', `tasks/${stopped}/complete`, stop)).status).toBe(204);
    const uploaded = async (content: string) => {
      const form = new FormData();
      form.set('file', new Blob([content], { type: 'text/plain' }), 'bien-ban.txt');
      expect((await fetch(`${api.address}/api/v1/attachments`, { method: 'POST', body: form, headers: await api.as('tuanda') })).status).toBe(201);
      const [latest] = await api.office.database.query<{ id: string; sha256: string }>('select id, sha256 from attachment order by id desc limit 1');
      return latest;
    };
    const file = await uploaded('Biên bản');
    const later = await uploaded('Biên bản thứ hai');
    await rm(join(api.configuration.FILES_DIR, storageKey(file!)));

    const run = await nightsPass(1, 5);
    const ended = (status: string) =>
      eventually(async () => (await runs()).at(-1)!.status === status && (await runs()).at(-1));
    expect(await ended('failed')).toMatchObject({ reason: expect.stringContaining('the file storage has lost uploads') });
    const mend = await taskOf(run.instanceId);
    expect((await api.post('sonlt', `tasks/${mend}/complete`, { variables: { mendDecision: 'again', acceptLosses: true } })).status).toBe(204);
    await ended('verified');
    const trail = await api.office.database.query(`select actor, detail from audit_entry where subject = 'backup-run' order by id`);
    expect(trail.slice(-1)).toMatchObject([{ actor: 'sonlt', detail: { step: 'mend', acceptedLosses: [storageKey(file!)] } }]);

    const kept = 'select upload_key as key, accepted_by as by from accepted_loss';
    expect(await api.office.database.query(kept)).toEqual([{ key: storageKey(file!), by: 'sonlt' }]);
    // With nothing left of the backup that passed without it, it is asked about no more all the same.
    for (const name of await readdir(folder)) await rm(join(folder, name, 'verified'), { force: true });
    // What that backup holds and the office loses afterwards is told too, and taken out of it.
    await rm(join(api.configuration.FILES_DIR, storageKey(later!)));
    const next = await nightsPass(14, 6);
    const { reason } = (await ended('failed')) as { reason: string };
    expect(reason).toContain(`${storageKey(later!)} is not in the file storage any more, but in this backup`);
    expect(reason).not.toContain(storageKey(file!));
    const [latest] = (await readdir(folder)).toSorted().toReversed();
    const office = { folder, keyFile: undefined, targetUrl: api.configuration.DATABASE_URL, storage: api.office.files.storage };
    expect((await restoreUploads(office, latest!, { logger: testLogger })).missing).toMatchObject([{ where: expect.stringContaining(storageKey(file!)) }]);
    // Found after all: should it be lost again, that is told anew.
    await writeFile(join(api.configuration.FILES_DIR, storageKey(file!)), 'Biên bản');
    expect((await api.post('tungmt', `tasks/${await taskOf(next.instanceId)}/complete`, { variables: { mendDecision: 'again' } })).status).toBe(204);
    await ended('verified');
    expect(await api.office.database.query(kept)).toEqual([]);
    // Only so many stay.
    await eventually(async () => (await readdir(folder)).length === 1);
  });

  it('waits where somebody else is at a backup, and begins no other case while IT has one to mend', async () => {
    const other = await BulkSession.open(api.configuration.DATABASE_URL);
    await other.query(`select pg_advisory_lock(${BACKUP_LOCK})`);
    const run = await nightsPass(14, 7);
    const tried = `select from job where instance_id = $1 and topic = 'backup.create' and attempt > 0 and error is not null`;
    await eventually(async () => (await api.office.database.query(tried, [run.instanceId])).length === 1);
    expect((await runs()).at(-1)).toMatchObject({ status: 'running', reason: null });

    await other.close();
    await chmod(folder, 0o755);
    api.clock.advance(HOUR_MS);
    await eventually(async () => (await runs()).at(-1)!.status === 'failed');
    const ended = async () => {
      const [row] = await api.office.database.query<{ count: number }>(
        `select count(*)::int as count from process_instance i join process_definition d on d.id = i.definition_id where d.key = 'backup-check' and i.status = 'completed'`,
      );
      return row!.count;
    };
    const before = await ended();
    api.clock.advance(DAY_MS);
    await eventually(async () => (await ended()) > before);
    expect(await runs()).toHaveLength(7);
  });
});

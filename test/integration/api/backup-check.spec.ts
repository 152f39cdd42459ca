import { chmod, mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { eventually } from '../../support/eventually.js';
import { type ApiUnderTest, startApi } from './api-under-test.js';

jest.setTimeout(300_000);
const DAY_MS = 86_400_000;

describe('the check of backups', () => {
  let api: ApiUnderTest;
  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'congvan-backups-'));
    api = await startApi({ BACKUP_DIR: folder });
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
});

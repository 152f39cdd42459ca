import { type BackupTools, createBackup, type CreatedBackup, verifyBackup } from '#backup';
import { newId } from '#foundation';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type ApiUnderTest, startApi } from '../integration/api/api-under-test.js';
import { testLogger } from './database.js';
import { eventually } from './eventually.js';

/** The demo office with its API and a folder for backups of it. */
export interface BackedUpOffice {
  readonly api: ApiUnderTest;
  /** A folder for whatever a test writes. */
  readonly home: string;
  tools(differently?: Partial<BackupTools>): BackupTools;
  create(differently?: Partial<BackupTools>, runId?: string): Promise<CreatedBackup>;
  verify(name: string, differently?: Partial<BackupTools>): ReturnType<typeof verifyBackup>;
  /** An incident with a file: a running case with a task, a clock and an upload. */
  report(title: string): Promise<{ id: string; instanceId: string }>;
  keyFile(key: string): Promise<string>;
  /** A backup that a test may spoil, in a folder of its own. */
  spoilable(differently?: Partial<BackupTools>): Promise<{ name: string; path: string; folder: string }>;
  /** Databases that are called like those of trials. */
  trials(): Promise<string[]>;
  close(): Promise<void>;
}

export async function openBackedUpOffice(): Promise<BackedUpOffice> {
  const api = await startApi();
  const home = await mkdtemp(join(tmpdir(), 'congvan-backup-'));
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
  return {
    api,
    home,
    tools,
    create,
    verify: (name, differently = {}) => verifyBackup(tools(differently), name, { logger: testLogger }),
    report: async (title) => {
      const form = new FormData();
      form.set('file', new Blob([`Ảnh màn hình: ${title}\n`], { type: 'text/plain' }), 'man-hinh.txt');
      const uploaded = await fetch(`${api.address}/api/v1/attachments`, { method: 'POST', body: form, headers: await api.as('tuanda') });
      const { id: attachmentId } = (await uploaded.json()) as { id: string };
      const { status, body } = await api.post('tuanda', 'incidents', {
        kind: 'outage', severity: 'high', title, description: 'Dòng một\nDòng hai\t\\N', systems: ['Văn phòng'], attachmentIds: [attachmentId],
      });
      expect(status).toBe(201);
      await eventually(async () => {
        const { body: page } = await api.get('cuongpv', 'tasks?scope=group&limit=200');
        return page.items.some((item: { instanceId: string }) => item.instanceId === body.instanceId);
      });
      return body;
    },
    keyFile: async (key) => {
      const path = join(home, `${newId()}.key`);
      await writeFile(path, `${key}\n`, { mode: 0o600 });
      return path;
    },
    spoilable: async (differently = {}) => {
      const folder = join(home, newId());
      const { name } = await create({ folder, ...differently });
      return { name, path: join(folder, name), folder };
    },
    trials: async () => {
      const rows = await api.office.database.query<{ name: string }>(
        `select datname as name from pg_database where starts_with(datname, left(current_database(), 32) || '_trial_')`,
      );
      return rows.map(({ name }) => name);
    },
    close: async () => {
      await api.close();
      await rm(home, { recursive: true, force: true });
    },
  };
}

/** Keys of the uploads that a backup holds. */
export async function uploadsIn(path: string): Promise<string[]> {
  const { files } = JSON.parse(await readFile(join(path, 'manifest.json'), 'utf8')) as { files: { key: string }[] };
  return files.map(({ key }) => key);
}

import { type BackupTools, createBackup, listBackups, verifyBackup } from '#backup';
import { newId, readConfiguration } from '#foundation';
import { mkdir, mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import pg from 'pg';
import { openFileStore } from '../../apps/office/src/open-file-store.js';
import { createTestDatabase, type TestDatabase, testLogger } from '../support/database.js';
import { type Program, startProgram } from '../support/program.js';

jest.setTimeout(120_000);

/** Does not compress, so a full disk and a kill find it half-written. */
const NOISE_ROWS = 30_000;

describe('a backup that is broken off', () => {
  let office: TestDatabase;
  let home: string;
  let folder: string;
  let tools: BackupTools;
  beforeAll(async () => {
    office = await createTestDatabase();
    home = await mkdtemp(join(tmpdir(), 'congvan-broken-'));
    folder = join(home, 'backups');
    await mkdir(folder, { mode: 0o700 });
    await office.database.query(
      `insert into audit_entry (at, actor, request_id, action, subject, subject_id, detail)
       select now(), 'a', 'r', 'noise', 's', n::text, jsonb_build_object('x', md5(n::text) || md5(n::text || 'x') || md5(n::text || 'y'))
       from generate_series(1, ${NOISE_ROWS}) n`,
    );
    const configuration = readConfiguration({ DATABASE_URL: office.url, FILES_DIR: join(home, 'files') });
    tools = {
      database: office.database,
      databaseUrl: office.url,
      files: await openFileStore(configuration),
      folder,
      keyFile: undefined,
      scratchUrl: undefined,
      program: '0.0.0-test',
    };
  });
  afterAll(async () => {
    await office.close();
    await rm(home, { recursive: true, force: true });
  });

  const environment = () => ({ DATABASE_URL: office.url, FILES_DIR: join(home, 'files'), BACKUP_DIR: folder, LOG_LEVEL: 'warn' });
  const cli = (...args: string[]): Program => startProgram(['apps/setup/run.mjs', 'apps/cli/src/main.js', 'backup', ...args], { environment: environment() });
  const verify = (name: string, differently: Partial<BackupTools> = {}) => verifyBackup({ ...tools, ...differently }, name, { logger: testLogger });
  const trials = () =>
    office.database.query<{ name: string }>(`select datname as name from pg_database where starts_with(datname, left(current_database(), 32) || '_trial_')`);
  /** Whoever is killed lets go of the lock when the server notices. */
  const create = async () => {
    for (;;) {
      try {
        return await createBackup(tools, { runId: newId() });
      } catch (error) {
        if ((error as { code?: string }).code !== 'backup.busy') throw error;
        await pause(50);
      }
    }
  };

  /** Kills a program as soon as something holds of what it has left so far. */
  async function killWhen(program: Program, holds: () => Promise<boolean>): Promise<void> {
    let ended = false;
    void program.ended.then(() => (ended = true));
    while (!(await holds())) {
      if (ended) throw new Error(`It ended before it was killed:\n${program.output}`);
      await pause(2);
    }
    program.kill('SIGKILL');
    expect(await program.ended).toMatchObject({ signal: 'SIGKILL' });
  }

  it('by a kill leaves nothing that looks like a backup, and the next one clears it away', async () => {
    const written = async () => {
      const [partial] = await readdir(folder);
      return partial !== undefined && (await readdir(join(folder, partial, 'tables')).catch(() => [])).length > 2;
    };
    await killWhen(cli('create'), written);
    expect(await readdir(folder)).toEqual([expect.stringMatching(/\.partial$/)]);
    expect(await listBackups(tools)).toEqual([]);
    const { name } = await create();
    expect(await readdir(folder)).toEqual([name]);
  });

  it('on trial leaves a database that the next trial drops', async () => {
    const { name } = await create();
    await killWhen(cli('verify', name), async () => (await trials()).length > 0);
    expect(await trials()).toHaveLength(1);
    for (let busy = true; busy; ) {
      busy = await verify(name).then(
        () => false,
        (error: Error & { code?: string }) => {
          if (error.code !== 'backup.busy') throw error;
          return true;
        },
      );
    }
    expect(await trials()).toEqual([]);
  });

  it('by a full disk says so, leaves nothing, and those that were there stay as they are', async () => {
    const { name } = await create();
    const before = (await readdir(folder)).toSorted();
    // A file may grow to a few blocks: for the program the same as a disk that takes no more.
    const full = startProgram(
      ['-e', `const { spawnSync } = require('node:child_process');
        const { status, stderr } = spawnSync('sh', ['-c', 'ulimit -f 200; exec "$0" apps/setup/run.mjs apps/cli/src/main.js backup create', process.execPath], { encoding: 'utf8' });
        process.stdout.write(stderr); process.exitCode = status;`],
      { environment: environment() },
    );
    expect((await full.ended).exitCode).not.toBe(0);
    expect(full.output).toContain('The disk is full: make room');
    expect(full.output).toContain(folder);
    expect((await readdir(folder)).toSorted()).toEqual(before);
    await verify(name);
  });

  it('by the loss of its connection is none, and the next one is made', async () => {
    const before = (await readdir(folder)).toSorted();
    const killing = (async () => {
      for (let killed = 0; killed === 0; await pause(1)) {
        const rows = await office.database.query(
          `select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and application_name = 'congvan-bulk' and query like 'copy %'`,
        );
        killed = rows.length;
      }
    })();
    await expect(createBackup(tools, { runId: newId() })).rejects.toThrow();
    await killing;
    expect((await readdir(folder)).toSorted()).toEqual(before);
    await create();
  });

  describe('where the user of the database is an ordinary one', () => {
    const role = `ordinary_${newId().slice(-12)}`;
    const scratch = `${role}_scratch`;
    let server: pg.Client;
    beforeAll(async () => {
      server = new pg.Client({ connectionString: office.url });
      await server.connect();
      await server.query(`create role ${role} login password 'x' nocreatedb nosuperuser; grant pg_read_all_data to ${role}`);
      await server.query(`create database ${scratch} owner ${role}`);
    });
    afterAll(async () => {
      await server.query(`drop database if exists ${scratch} with (force)`);
      await server.query(`drop role if exists ${role}`);
      await server.end();
    });
    const urlAs = (database?: string) => {
      const url = new URL(office.url);
      url.username = role;
      url.password = 'x';
      if (database !== undefined) url.pathname = `/${database}`;
      return url.href;
    };

    it('who may create none, the trial tells the way out, and that way works', async () => {
      const { name } = await create();
      const refused = verify(name, { databaseUrl: urlAs() });
      await expect(refused).rejects.toMatchObject({
        code: 'backup.no-scratch-database',
        message: expect.stringMatching(/may not create one\. .*alter role … createdb.*BACKUP_SCRATCH_URL/) as string,
      });
      // All of a restore is done by an owner who is no superuser.
      await verify(name, { databaseUrl: urlAs(), scratchUrl: urlAs(scratch) });
    });
  });
});

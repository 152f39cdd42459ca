import { createLogger, MovableClock, newId } from '#foundation';
import { Database } from '#database';
import pg from 'pg';

export interface TestDatabase {
  readonly database: Database;
  readonly url: string;
  /** Moves business time; every transaction opened afterwards sees it. */
  readonly clock: MovableClock;
  close(): Promise<void>;
}

export const testLogger = createLogger({ name: 'test', level: process.env['TEST_LOG_LEVEL'] ?? 'silent' });

/** A database that is made once in a run of the tests; the others are copies of it. */
export interface Template {
  readonly name: string;
  /** Fills the migrated database at this address and leaves no connection open to it. */
  readonly fill: (url: string) => Promise<void>;
}

const MIGRATED: Template = { name: 'congvan_template', fill: async () => {} };

/**
 * A fresh database of its own on the throw-away server of this test run, migrated unless `empty`. Close it in `afterAll`.
 * @param options.template what else it holds from the beginning
 */
export async function createTestDatabase(options: { empty?: boolean; template?: Template } = {}): Promise<TestDatabase> {
  const name = `test_${newId().replaceAll('-', '')}`;
  const template = options.template ?? MIGRATED;
  await onServer(async (admin) => {
    await ensureTemplate(admin, MIGRATED);
    if (template !== MIGRATED) await ensureTemplate(admin, template);
    await copy(admin, { from: options.empty === true ? 'template1' : template.name, to: name });
  });
  const clock = new MovableClock();
  const url = urlOf(name);
  const database = await Database.connect({ url, poolSize: 10, logger: testLogger, clock });
  return {
    database,
    url,
    clock,
    close: async () => {
      await database.close();
      await onServer((admin) => admin.query(`drop database ${name} with (force)`));
    },
  };
}

/** Workers queue on an advisory lock, so that one of them makes it. */
async function ensureTemplate(admin: pg.Client, { name, fill }: Template): Promise<void> {
  await admin.query('select pg_advisory_lock(1)');
  const { rowCount } = await admin.query('select 1 from pg_database where datname = $1', [name]);
  if (rowCount === 0) {
    const building = `${name}_building`;
    await admin.query(`drop database if exists ${building} with (force)`);
    if (name === MIGRATED.name) await admin.query(`create database ${building}`);
    else await copy(admin, { from: MIGRATED.name, to: building });
    const database = await Database.connect({ url: urlOf(building), poolSize: 2, logger: testLogger });
    await database.migrate();
    await database.close();
    await fill(urlOf(building));
    await admin.query(`alter database ${building} rename to ${name}`);
  }
  await admin.query('select pg_advisory_unlock(1)');
}

/** Copied as files, which with the drop takes a quarter less time than block by block through the log. */
async function copy(admin: pg.Client, { from, to }: { readonly from: string; readonly to: string }): Promise<void> {
  await admin.query(`create database ${to} template ${from} strategy file_copy`);
}

async function onServer(work: (admin: pg.Client) => Promise<unknown>): Promise<void> {
  const admin = new pg.Client({ connectionString: serverUrl() });
  await admin.connect();
  try {
    await work(admin);
  } finally {
    await admin.end();
  }
}

function urlOf(name: string): string {
  const url = new URL(serverUrl());
  url.pathname = `/${name}`;
  return url.href;
}

function serverUrl(): string {
  const url = process.env['TEST_DATABASE_URL'];
  if (url === undefined) throw new Error('TEST_DATABASE_URL is not set: run the tests through jest, which starts a server.');
  return url;
}

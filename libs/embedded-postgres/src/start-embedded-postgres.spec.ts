import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import {
  ClusterUnusableError,
  type EmbeddedPostgres,
  type EmbeddedPostgresOptions,
  PortTakenError,
  startEmbeddedPostgres,
} from './index.js';

const asRoot = process.getuid?.() === 0;
/** A folder that only its owner can enter, as /root is: as root this covers the server's user being locked out. */
const home = mkdtempSync(join(tmpdir(), 'congvan-embedded-'));
const started: EmbeddedPostgres[] = [];

/** Making a cluster takes most of the time, so the tests share the one named office and each leaves it stopped. */
async function start(name: string, options: Partial<EmbeddedPostgresOptions> = {}): Promise<EmbeddedPostgres> {
  const server = await startEmbeddedPostgres({ dataDir: join(home, name), durable: false, ...options });
  started.push(server);
  return server;
}

async function query<T extends pg.QueryResultRow>(url: string, sql: string): Promise<T[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query<T>(sql)).rows;
  } finally {
    await client.end();
  }
}

/** A process that ended but was not waited for yet has no command line any more. */
function runs(pid: number): boolean {
  const file = `/proc/${pid}/cmdline`;
  return existsSync(file) && readFileSync(file).length > 0;
}

async function gone(pid: number): Promise<void> {
  while (runs(pid)) await new Promise((resolve) => setImmediate(resolve));
}

afterAll(async () => {
  for (const server of started) await server.stop().catch(() => {});
  rmSync(home, { recursive: true, force: true });
});

describe('an embedded Postgres', () => {
  it('creates the database it is asked for and keeps the data over a restart', async () => {
    const first = await start('office', { database: 'office' });
    await query(first.url, 'create table if not exists note as select 1 as id');
    await first.stop();
    const second = await start('office', { database: 'office' });
    expect(await query(second.url, 'select id from note')).toEqual([{ id: 1 }]);
    await second.stop();
  });

  it('sorts, folds and searches Vietnamese', async () => {
    const { url, stop } = await start('office');
    await query(url, 'create extension unaccent; create extension pg_trgm');
    const sorted = await query<{ word: string }>(
      url,
      `select word from unnest(array['đa', 'e', 'da', 'ắ', 'an', 'â']) word order by word collate "vi-x-icu"`,
    );
    expect(sorted.map((row) => row.word)).toEqual(['an', 'ắ', 'â', 'da', 'đa', 'e']);
    const [folded] = await query(
      url,
      `select lower('ĐẶNG') as lower, unaccent('Đặng') as plain, similarity('Nguyễn Ánh', 'nguyễn ánh') as alike,
              to_tsvector('simple', 'Công văn số 12') @@ to_tsquery('simple', 'công & văn') as found`,
    );
    expect(folded).toEqual({ lower: 'đặng', plain: 'Dang', alike: 1, found: true });
    await stop();
  });

  it('lets nobody in without the password, which only its owner can read', async () => {
    const server = await start('office');
    const passwordFile = join(home, 'office', 'password');
    expect(statSync(passwordFile).mode & 0o777).toBe(0o600);
    expect(server.url).toContain(readFileSync(passwordFile, 'utf8').trim());
    for (const login of ['postgres', 'postgres:wrong']) {
      await expect(query(`postgres://${login}@127.0.0.1:${server.port}/postgres`, 'select 1')).rejects.toThrow(/password/i);
    }
    const [listening] = await query(
      server.url,
      `select current_setting('listen_addresses') as tcp, current_setting('unix_socket_directories') as sockets`,
    );
    expect(listening).toEqual({ tcp: '127.0.0.1', sockets: '' });
    await server.stop();
  });

  it('is joined by a second start and lives until the last user stops it', async () => {
    const first = await start('office');
    const second = await start('office');
    expect(second.pid).toBe(first.pid);
    await first.stop();
    expect(await query(second.url, 'select 1 as one')).toEqual([{ one: 1 }]);
    await second.stop();
    expect(runs(second.pid)).toBe(false);
  });

  it('is one server when several start it at the same moment', async () => {
    const servers = await Promise.all([start('raced'), start('raced'), start('raced')]);
    expect(new Set(servers.map((server) => server.pid)).size).toBe(1);
    await Promise.all(servers.map((server) => server.stop()));
    expect(runs(servers[0].pid)).toBe(false);
  });

  it('recovers committed rows after the server was killed', async () => {
    const killed = await start('office', { durable: true });
    await query(killed.url, 'create table if not exists note as select 1 as id');
    process.kill(killed.pid, 'SIGKILL');
    await gone(killed.pid);
    const recovered = await start('office');
    expect(await query(recovered.url, 'select id from note')).toEqual([{ id: 1 }]);
    await recovered.stop();
  });

  it('starts although a stranger now has the process id of the server that died', async () => {
    const before = await start('office');
    const pidFile = join(home, 'office', 'data', 'postmaster.pid');
    const content = readFileSync(pidFile, 'utf8').split('\n');
    await before.stop();
    writeFileSync(pidFile, [String(process.pid), ...content.slice(1)].join('\n'));
    const after = await start('office');
    expect(await query(after.url, 'select 1 as one')).toEqual([{ one: 1 }]);
    await after.stop();
  });

  it('says which port is taken', async () => {
    const other = await start('office');
    const attempt = start('late', { port: other.port });
    await expect(attempt).rejects.toThrow(PortTakenError);
    await expect(attempt).rejects.toThrow(new RegExp(`Port ${other.port} .*is in use`));
    await other.stop();
  });

  it('does not touch a folder that holds something else', async () => {
    const folder = join(home, 'foreign');
    mkdirSync(folder);
    writeFileSync(join(folder, 'letter.txt'), 'mine');
    await expect(start('foreign')).rejects.toThrow(ClusterUnusableError);
    expect(readFileSync(join(folder, 'letter.txt'), 'utf8')).toBe('mine');
  });

  (asRoot ? it : it.skip)('does not run as root', async () => {
    const server = await start('office');
    expect(statSync(`/proc/${server.pid}`).uid).not.toBe(0);
    await server.stop();
  });

  it('refuses data of another major version', async () => {
    const today = await start('office');
    await today.stop();
    writeFileSync(join(home, 'office', 'data', 'PG_VERSION'), '15\n');
    await expect(start('office')).rejects.toThrow(/Postgres 15/);
  });
});

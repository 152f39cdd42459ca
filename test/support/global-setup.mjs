import { register } from 'node:module';
import { spawn } from 'node:child_process';
import { mkdtempSync, statfsSync } from 'node:fs';
import { freemem, tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';

register('./source-loader.mjs', import.meta.url);

/**
 * Starts one throw-away Postgres and one Redis for the whole run, on free ports, with their files in memory or in the
 * temporary folder. Tests find them by TEST_DATABASE_URL (superuser; each test file creates its own database) and
 * TEST_REDIS_URL.
 */
export default async function setUp() {
  const { startEmbeddedPostgres } = await import('#embedded-postgres');
  const { startRedis } = await import('./redis.js');
  const folder = mkdtempSync(join(folderInMemory() ?? tmpdir(), 'congvan-servers-'));
  const [postgres, redis] = await Promise.allSettled([
    startEmbeddedPostgres({ dataDir: join(folder, 'postgres'), durable: false }),
    startRedis(),
  ]);
  const stop = guard([postgres, redis].flatMap((server) => server.value?.pid ?? []), folder);
  const failure = postgres.reason ?? redis.reason;
  if (failure !== undefined) {
    await stop();
    throw failure;
  }
  try {
    await withoutAutovacuum(postgres.value.url);
  } catch (error) {
    await stop();
    throw error;
  }
  process.env.TEST_DATABASE_URL = postgres.value.url;
  process.env.TEST_REDIS_URL = redis.value.url;
  globalThis.stopTestServers = stop;
}

/** What the servers of a whole run may come to, several times over. */
const ROOM = 4 * 1024 ** 3;

/**
 * Each test file creates a database and drops it: 70 ms in memory, 470 ms on a disk.
 * @returns {string | undefined} undefined where the machine has no such folder, or too little room in it
 */
function folderInMemory() {
  try {
    const { bavail, bsize } = statfsSync('/dev/shm');
    return Math.min(bavail * bsize, freemem()) >= ROOM ? '/dev/shm' : undefined;
  } catch {
    return undefined;
  }
}

/**
 * Plans must not depend on when autovacuum comes by: a table that it counts while a test fills it looks empty to Postgres,
 * and statements that read thousands of its rows then take minutes. A spec whose plans need statistics says `analyze`.
 */
async function withoutAutovacuum(url) {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await client.query('alter system set autovacuum = off');
    await client.query('select pg_reload_conf()');
  } finally {
    await client.end();
  }
}

/** Arguments: the folder to remove, then the processes to end. Gives up waiting after 10 s. */
const GUARD = `
  folder=$1; shift
  read -r _
  kill -INT "$@"
  for pid; do
    tries=200
    while kill -0 "$pid" && [ $((tries -= 1)) -gt 0 ]; do sleep 0.05; done
  done
  rm -rf "$folder"`;

/**
 * The servers end when this process ends, however it ends: a shell waits for the other end of a pipe to close, which
 * the kernel does even after kill -9, and then stops them and removes their files. It runs in a session of its own, so
 * Ctrl-C does not reach it first.
 * @returns {() => Promise<void>} ends them now
 */
function guard(pids, folder) {
  const shell = spawn('/bin/sh', ['-c', GUARD, 'guard', folder, ...pids.map(String)], {
    stdio: ['pipe', 'ignore', 'ignore'],
    detached: true,
  });
  shell.unref();
  shell.stdin.unref();
  return () =>
    new Promise((resolve) => {
      shell.ref();
      shell.on('exit', resolve);
      shell.stdin.end();
    });
}

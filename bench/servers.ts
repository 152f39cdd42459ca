import { startEmbeddedPostgres } from '#embedded-postgres';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { type AddressInfo, connect, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { cpuSecondsOfTree } from './load/cpu-seconds.js';

/** A Postgres that waits for the disk at each commit and a Redis, both of this bench alone. */
export interface Servers {
  readonly redisUrl: string;
  /** CPU seconds of Postgres so far; see `cpuSecondsOfTree`. */
  postgresCpuSeconds(): number;
  /** A new database; gives its URL. */
  createDatabase(name: string): Promise<string>;
  /** Runs SQL in `postgres`, such as `checkpoint`. */
  administer(sql: string): Promise<void>;
  /** Drops all that Redis holds. */
  flushRedis(): Promise<void>;
}

/** Starts the servers, and stops and removes them afterwards, also when the bench is interrupted; a crash still ends them. */
export async function withServers<Result>(work: (servers: Servers) => Promise<Result>): Promise<Result> {
  const folder = mkdtempSync(join(tmpdir(), 'congvan-bench-'));
  const stops: (() => Promise<void>)[] = [async () => rmSync(folder, { recursive: true, force: true })];
  const stopAll = async (): Promise<void> => {
    for (let stop = stops.pop(); stop !== undefined; stop = stops.pop()) await stop();
  };
  const interrupted = () => void stopAll().finally(() => process.off('exit', killAll).exit(130));
  const pids: number[] = [];
  const killAll = () => pids.forEach((pid) => process.kill(pid, 'SIGINT'));
  process.once('SIGINT', interrupted).once('SIGTERM', interrupted).once('exit', killAll);
  try {
    const postgres = await startEmbeddedPostgres({ dataDir: join(folder, 'postgres') });
    stops.push(() => postgres.stop());
    pids.push(postgres.pid);
    const redis = await startRedis();
    stops.push(() => redis.stop());
    pids.push(redis.pid);
    const administer = async (sql: string) => {
      const client = new pg.Client({ connectionString: postgres.url });
      await client.connect();
      await client.query(sql).finally(() => client.end());
    };
    return await work({
      administer,
      postgresCpuSeconds: () => cpuSecondsOfTree(postgres.pid),
      redisUrl: `redis://127.0.0.1:${redis.port}`,
      createDatabase: async (name) => {
        await administer(`create database ${name}`);
        const url = new URL(postgres.url);
        url.pathname = `/${name}`;
        return url.href;
      },
      flushRedis: () => flush(redis.port),
    });
  } finally {
    await stopAll();
    process.off('SIGINT', interrupted).off('SIGTERM', interrupted).off('exit', killAll);
  }
}

async function startRedis(): Promise<{ port: number; pid: number; stop(): Promise<void> }> {
  const port = await freePort();
  const settings = ['--port', String(port), '--bind', '127.0.0.1', '--save', '', '--maxmemory-policy', 'noeviction'];
  const server = spawn('redis-server', settings, { stdio: ['ignore', 'pipe', 'inherit'], detached: true });
  let log = '';
  await new Promise<void>((resolve, reject) => {
    server.on('error', (cause) => reject(new Error('The bench needs redis-server on the PATH.', { cause })));
    server.on('exit', () => reject(new Error(`redis-server ended at once:\n${log}`)));
    server.stdout.on('data', (chunk: Buffer) => {
      log += chunk.toString();
      if (log.includes('Ready to accept connections')) resolve();
    });
  });
  server.stdout.destroy();
  return {
    port,
    pid: server.pid ?? 0,
    stop: async () => {
      const ended = once(server, 'exit');
      if (server.kill('SIGTERM')) await ended;
    },
  };
}

/** As any client may, without a library: Redis takes commands as plain lines. */
async function flush(port: number): Promise<void> {
  const socket = connect(port, '127.0.0.1');
  socket.write('FLUSHALL\r\n');
  await once(socket, 'data');
  socket.destroy();
}

async function freePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1');
  await once(probe, 'listening');
  const { port } = probe.address() as AddressInfo;
  probe.close();
  await once(probe, 'close');
  return port;
}

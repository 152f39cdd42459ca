import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { type AddressInfo, createServer } from 'node:net';

export interface TestRedis {
  readonly url: string;
  readonly pid: number;
  stop(): Promise<void>;
}

/**
 * Starts a Redis server of its own on 127.0.0.1, on a free port unless one is given, without a trace on disk. Its
 * process group is its own, so that Ctrl-C reaches the tests first.
 */
export async function startRedis(options: { evictionPolicy?: string; port?: number } = {}): Promise<TestRedis> {
  const port = options.port ?? (await freePort());
  const settings = {
    port,
    bind: '127.0.0.1',
    save: '',
    appendonly: 'no',
    // What BullMQ demands: with any other policy a full Redis drops jobs.
    'maxmemory-policy': options.evictionPolicy ?? 'noeviction',
  };
  const args = Object.entries(settings).flatMap(([name, value]) => [`--${name}`, String(value)]);
  const server = spawn('redis-server', args, { stdio: ['ignore', 'pipe', 'inherit'], detached: true });
  let log = '';
  await new Promise<void>((resolve, reject) => {
    server.on('error', (cause) =>
      reject(new Error('The tests need redis-server; npm test installs it as root on Debian.', { cause })),
    );
    server.on('exit', () => reject(new Error(`redis-server ended at once:\n${log}`)));
    server.stdout.on('data', (chunk: Buffer) => {
      log += chunk.toString();
      if (log.includes('Ready to accept connections')) resolve();
    });
  });
  server.stdout.destroy();
  server.unref();
  return {
    url: `redis://127.0.0.1:${port}`,
    pid: server.pid!,
    stop: async () => {
      const ended = once(server, 'exit');
      if (server.kill('SIGTERM')) await ended;
    },
  };
}

async function freePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1');
  await once(probe, 'listening');
  const { port } = probe.address() as AddressInfo;
  probe.close();
  await once(probe, 'close');
  return port;
}

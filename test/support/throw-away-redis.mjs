import { spawn } from 'node:child_process';
import { createServer, connect } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import { findProgram } from '../../apps/setup/system-package.mjs';

const READY_MS = 5_000;
const POLL_MS = 20;

/**
 * Starts a Redis that keeps nothing on disk, on a free port of 127.0.0.1. `noeviction` is what BullMQ demands: with any
 * other policy a full Redis drops jobs.
 * @param {string} folder its working folder
 * @returns {Promise<{url: string, pid: number}>}
 */
export async function startRedis(folder) {
  const program = findProgram(['redis-server']);
  if (program === undefined) {
    throw new Error('The tests need redis-server. npm test installs it as root on Debian; else: sudo apt-get install redis-server');
  }
  const port = await findFreePort();
  const settings = { port, bind: '127.0.0.1', save: '', appendonly: 'no', 'maxmemory-policy': 'noeviction', dir: folder };
  const args = Object.entries(settings).flatMap(([name, value]) => [`--${name}`, String(value)]);
  const child = spawn(program, args, { stdio: 'ignore', detached: true });
  child.unref();
  for (let waited = 0; waited < READY_MS; waited += POLL_MS) {
    if (await answers(port)) return { url: `redis://127.0.0.1:${port}`, pid: child.pid };
    if (child.exitCode !== null) break;
    await pause(POLL_MS);
  }
  throw new Error(`redis-server did not start on port ${port}. Run it by hand to see why: ${program} ${args.join(' ')}`);
}

function answers(port) {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1', () => socket.write('PING\r\n'));
    const settle = (answer) => {
      socket.destroy();
      resolve(answer);
    };
    socket.once('data', (reply) => settle(reply.toString().startsWith('+PONG')));
    socket.once('error', () => settle(false));
    socket.once('close', () => settle(false));
  });
}

function findFreePort() {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.on('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const { port } = probe.address();
      probe.close(() => resolve(port));
    });
  });
}

import { setTimeout as pause } from 'node:timers/promises';
import type { Cluster } from './cluster.js';
import { ServerStopError } from './errors.js';
import { isServerOf } from './running-server.js';

/** Longest wait for a clean end: the last checkpoint of a busy server on a slow disk. */
const FAST_SHUTDOWN_MS = 30_000;
const IMMEDIATE_SHUTDOWN_MS = 5_000;
const POLL_MS = 20;

/**
 * Fast shutdown (SIGINT): open transactions roll back, the next start needs no recovery. A server that does not obey is
 * stopped at once (SIGQUIT); the next start then replays its log.
 * @throws ServerStopError
 */
export async function stopServer(cluster: Cluster, pid: number): Promise<void> {
  if (await endsAfter('SIGINT', FAST_SHUTDOWN_MS, cluster, pid)) return;
  if (await endsAfter('SIGQUIT', IMMEDIATE_SHUTDOWN_MS, cluster, pid)) return;
  throw new ServerStopError(`Postgres (process ${pid}) does not stop; its log is ${cluster.logFile}. End it with kill -9 ${pid}.`);
}

/** Makes sure before the signal that the number is still the server's and not a stranger's. */
async function endsAfter(signal: NodeJS.Signals, patienceMs: number, cluster: Cluster, pid: number): Promise<boolean> {
  if (!isServerOf(cluster, pid)) return true;
  process.kill(pid, signal);
  for (let waited = 0; waited < patienceMs; waited += POLL_MS) {
    await pause(POLL_MS);
    if (!isServerOf(cluster, pid)) return true;
  }
  return false;
}

import { execFileSync } from 'node:child_process';
import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { Cluster } from './cluster.js';
import { isAlive } from './signals.js';

/** A server process of a cluster. */
export interface RunningServer {
  readonly pid: number;
  /** TCP port on 127.0.0.1. */
  readonly port: number;
}

/**
 * The server that still runs on this cluster, because another process of ours uses it or because the one that started
 * it was killed. It may be busy recovering or stopping. The file of a server that is gone is removed: Postgres itself
 * would refuse to start if a stranger of the same user now has that process id.
 */
export function findRunningServer(cluster: Cluster): RunningServer | undefined {
  const server = readPostmasterFile(cluster);
  if (server === undefined) return undefined;
  if (isServerOf(cluster, server.pid)) return server;
  if (isAlive(server.pid)) rmSync(postmasterFileOf(cluster), { force: true });
  return undefined;
}

/** Whether the server says of itself that it accepts connections: not while it recovers, nor while it stops. */
export function isReady(cluster: Cluster, pid: number): boolean {
  const server = readPostmasterFile(cluster);
  return server?.pid === pid && server.ready;
}

/** Whether this process is the cluster's server; see Cluster.mark. */
export function isServerOf(cluster: Cluster, pid: number): boolean {
  return isAlive(pid) && commandLine(pid).includes(`cluster_name=${cluster.mark}`);
}

interface PostmasterFile extends RunningServer {
  readonly ready: boolean;
}

/**
 * Line 1 is the process id, line 4 the port, line 8 the state; a server that begins to start has not written all yet.
 * Source: "pidfile.h" of PostgreSQL.
 */
function readPostmasterFile(cluster: Cluster): PostmasterFile | undefined {
  try {
    const lines = readFileSync(postmasterFileOf(cluster), 'utf8').split('\n');
    const [pid, port] = [Number(lines[0]), Number(lines[3])];
    if (!Number.isInteger(pid) || pid <= 0) return undefined;
    return { pid, port, ready: lines[7]?.trim() === 'ready' };
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}

function postmasterFileOf(cluster: Cluster): string {
  return join(cluster.dataFolder, 'postmaster.pid');
}

function commandLine(pid: number): string {
  try {
    if (process.platform === 'linux') return readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ');
    return execFileSync('ps', ['-ww', '-o', 'command=', '-p', String(pid)], { encoding: 'utf8' });
  } catch {
    return ''; // it ended in between
  }
}

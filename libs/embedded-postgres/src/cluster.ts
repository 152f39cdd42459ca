import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ClusterAccessError } from './errors.js';

/**
 * One Postgres cluster and what we keep beside it. Layout of its folder (0700, of the user who runs us):
 *
 *     data/         PGDATA, of the user who runs Postgres
 *     password      of the superuser `postgres`, 0600; scram-sha-256 lets nobody in without it
 *     server.log    what Postgres says; server.log.1 is the one before
 */
export interface Cluster {
  readonly folder: string;
  readonly dataFolder: string;
  readonly logFile: string;
  readonly password: string;
  /**
   * Stands in the command line of this cluster's server (as its cluster_name) and of no other process, so a process id
   * from an old postmaster.pid can be told from a stranger that got the same number.
   */
  readonly mark: string;
}

export function dataFolderOf(folder: string): string {
  return join(folder, 'data');
}

/** Reads a cluster that exists; see createCluster. */
export function openCluster(folder: string): Cluster {
  const password = readPassword(join(folder, 'password'));
  const mark = `congvan-${createHash('sha256').update(password).digest('hex').slice(0, 16)}`;
  return { folder, dataFolder: dataFolderOf(folder), logFile: join(folder, 'server.log'), password, mark };
}

function readPassword(path: string): string {
  try {
    return readFileSync(path, 'utf8').trim();
  } catch (cause) {
    throw new ClusterAccessError(
      `Cannot read the password of the embedded Postgres: ${(cause as Error).message}. ` +
        'Start as the user who started it first, or as root.',
      { cause },
    );
  }
}

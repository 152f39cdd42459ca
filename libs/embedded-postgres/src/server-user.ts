import { existsSync, readFileSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import { ClusterAccessError } from './errors.js';

/** Whom the server runs as. */
export interface ServerUser {
  readonly uid: number;
  readonly gid: number;
}

/** In this order; `nobody` is on every Linux, `postgres` wherever a Postgres package once was. */
const CANDIDATES = ['postgres', 'nobody'];

/**
 * Postgres refuses to run as root, so root must hand it to another user: the owner of the data where there are some,
 * else the first of `postgres` and `nobody`. Every other user runs it as himself.
 * @param dataFolder PGDATA; need not exist yet.
 * @returns undefined when the server runs as whoever runs us.
 * @throws ClusterAccessError when the data belong to a user we cannot act for.
 */
export function chooseServerUser(dataFolder: string): ServerUser | undefined {
  const owner = existsSync(dataFolder) ? statSync(dataFolder) : undefined;
  const self = process.getuid?.();
  if (self !== 0) {
    if (owner === undefined || self === undefined || owner.uid === self) return undefined;
    throw new ClusterAccessError(
      `The database in ${dataFolder} belongs to user id ${owner.uid}, and we run as user id ${self}. ` +
        `Start as that user or as root, or take it over: sudo chown -R ${self} ${dirname(dataFolder)}`,
    );
  }
  if (process.platform !== 'linux') {
    throw new ClusterAccessError('As root the embedded Postgres runs on Linux only. Start as an ordinary user.');
  }
  const candidate = passwdEntry();
  if (owner === undefined) return candidate;
  if (owner.uid !== 0) return { uid: owner.uid, gid: owner.gid };
  throw new ClusterAccessError(
    `The database in ${dataFolder} belongs to root, as whom Postgres refuses to run. ` +
      `Give it to the user it may run as: chown -R ${candidate.uid}:${candidate.gid} ${dataFolder}`,
  );
}

function passwdEntry(): ServerUser {
  const users = readFileSync('/etc/passwd', 'utf8')
    .split('\n')
    .map((line) => line.split(':'));
  for (const name of CANDIDATES) {
    const [, , uid, gid] = users.find((fields) => fields[0] === name) ?? [];
    if (uid !== undefined && gid !== undefined) return { uid: Number(uid), gid: Number(gid) };
  }
  throw new ClusterAccessError(
    `Postgres refuses to run as root, and /etc/passwd has none of the users ${CANDIDATES.join(', ')} to run it as. ` +
      'Create one (useradd --system postgres) or start as an ordinary user.',
  );
}

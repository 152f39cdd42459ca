import { CongvanError } from '#foundation';
import { spawn, type SpawnOptions } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { chown, mkdir, mkdtemp, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { dataFolderOf } from './cluster.js';
import { ClusterAccessError, ClusterUnusableError, DiskFullError, saysDiskFull, ServerStartError } from './errors.js';
import { handOver } from './hand-over.js';
import { serverEnvironment } from './server-settings.js';
import type { ServerUser } from './server-user.js';
import { isAlive } from './signals.js';

/** Major version of the shipped binaries; data of another one cannot be opened by them. */
const MAJOR = '18';

/**
 * Character type C.UTF-8 makes full-text search and trigrams see Vietnamese letters as letters on every machine alike;
 * where the system has no such locale (macOS before 15) its en_US.UTF-8 does, with the order of strings left to Postgres.
 */
const LOCALES = [
  ['--locale=C.UTF-8'],
  ['--locale=en_US.UTF-8', '--locale-provider=builtin', '--builtin-locale=C.UTF-8'],
];

export interface ClusterCreation {
  /** Folder of the cluster, see Cluster. */
  readonly folder: string;
  /** Folder with `bin/initdb`. */
  readonly binaries: string;
  readonly user: ServerUser | undefined;
  /** False for throw-away data: does not wait for the disk. */
  readonly durable: boolean;
}

/**
 * Creates the cluster where there is none yet. It is built beside its place and renamed, so a start that is killed half
 * way leaves nothing that a later one could take for data, and of two starts at once one wins.
 * @returns whether it was created.
 * @throws ClusterUnusableError when the folder holds something else; ClusterAccessError, DiskFullError, ServerStartError
 */
export async function ensureCluster(creation: ClusterCreation): Promise<boolean> {
  const { folder } = creation;
  try {
    if (await isCluster(folder)) return false;
    await mkdir(dirname(folder), { recursive: true });
    await removeUnfinished(folder);
    const unfinished = await mkdtemp(`${folder}.new-${process.pid}-`);
    try {
      await build(unfinished, creation);
      await rename(unfinished, folder);
      return true;
    } catch (error) {
      await rm(unfinished, { recursive: true, force: true });
      if (hasCode(error, 'ENOTEMPTY', 'EEXIST') && (await isCluster(folder))) return false;
      throw error;
    }
  } catch (error) {
    throw explain(error, folder);
  }
}

async function isCluster(folder: string): Promise<boolean> {
  const versionFile = join(dataFolderOf(folder), 'PG_VERSION');
  try {
    const version = (await readFile(versionFile, 'utf8')).trim();
    if (version === MAJOR) return true;
    throw new ClusterUnusableError(
      `The data in ${folder} were written by Postgres ${version}, and the embedded one is Postgres ${MAJOR}. ` +
        `Dump them with Postgres ${version} and restore them into an empty folder, or set DATABASE_URL to such a server.`,
    );
  } catch (error) {
    if (!hasCode(error, 'ENOENT')) throw error;
  }
  const present = existsSync(folder) ? await readdir(folder) : [];
  if (present.length === 0) return false;
  throw new ClusterUnusableError(
    `${folder} is to hold the database but holds something else (${present.slice(0, 5).join(', ')}). ` +
      'Move that away or choose another folder.',
  );
}

async function build(unfinished: string, { binaries, user, durable }: ClusterCreation): Promise<void> {
  const data = dataFolderOf(unfinished);
  const password = join(unfinished, 'password');
  await mkdir(data, { mode: 0o700 });
  await writeFile(password, `${randomBytes(32).toString('base64url')}\n`, { mode: 0o600 });
  if (user === undefined) return initialise({ binaries, data, password, durable, user });
  await chown(data, user.uid, user.gid);
  await chown(password, user.uid, user.gid);
  await initialise({ binaries, data, password, durable, user });
  await chown(password, 0, 0);
}

interface Initialisation {
  readonly binaries: string;
  readonly data: string;
  readonly password: string;
  readonly durable: boolean;
  readonly user: ServerUser | undefined;
}

async function initialise({ binaries, data, password, durable, user }: Initialisation): Promise<void> {
  const reachable = handOver([data, password], user);
  const options = ['--username=postgres', '--auth=scram-sha-256', '--encoding=UTF8', '--no-instructions'];
  if (!durable) options.push('--no-sync');
  options.push(`--pgdata=${reachable.paths[0]}`, `--pwfile=${reachable.paths[1]}`);
  try {
    for (const [index, locale] of LOCALES.entries()) {
      const complaint = await complaintOf(join(binaries, 'bin', 'initdb'), [...options, ...locale], {
        cwd: data,
        env: serverEnvironment(),
        stdio: ['ignore', 'ignore', 'pipe', ...reachable.descriptors],
        detached: true, // Ctrl-C is for our process, which stops in order once the cluster stands
        ...user,
      });
      if (complaint === undefined) return;
      const isLast = index === LOCALES.length - 1;
      if (isLast || !complaint.includes('invalid locale')) throw new Error(`initdb: ${complaint}`);
    }
  } finally {
    reachable.close();
  }
}

/** Runs a program to its end. @returns what it wrote to standard error when it failed, else undefined. */
function complaintOf(program: string, args: readonly string[], options: SpawnOptions): Promise<string | undefined> {
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, options);
    let complaint = '';
    child.stderr?.on('data', (chunk: Buffer) => (complaint += chunk.toString()));
    child.on('error', reject);
    child.on('close', (code, signal) => resolve(code === 0 ? undefined : complaint.trim() || `ended with ${code ?? signal}`));
  });
}

/** Folders that killed starts left; those of starts that still run are none of our business. */
async function removeUnfinished(folder: string): Promise<void> {
  const prefix = `${basename(folder)}.new-`;
  for (const name of await readdir(dirname(folder))) {
    if (!name.startsWith(prefix)) continue;
    const pid = Number.parseInt(name.slice(prefix.length), 10);
    if (!isAlive(pid)) await rm(join(dirname(folder), name), { recursive: true, force: true });
  }
}

function explain(error: unknown, folder: string): unknown {
  const cause = error as Error;
  if (hasCode(error, 'EACCES', 'EPERM', 'EROFS')) {
    return new ClusterAccessError(
      `Cannot use the database folder ${folder}: ${cause.message}. Start as the user it belongs to or as root, or give it ` +
        `to the user who starts Congvan: sudo chown -R "$USER" ${dirname(folder)}`,
      { cause },
    );
  }
  if (hasCode(error, 'ENOSPC', 'EDQUOT') || saysDiskFull(cause.message)) {
    return new DiskFullError(`No space is left for the database in ${folder}. Free about 100 MB and start again.`, { cause });
  }
  if (error instanceof CongvanError) return error;
  return new ServerStartError(`Cannot create the database in ${folder}: ${cause.message}`, { cause });
}

function hasCode(error: unknown, ...codes: readonly string[]): boolean {
  return codes.includes(String((error as NodeJS.ErrnoException | undefined)?.code));
}

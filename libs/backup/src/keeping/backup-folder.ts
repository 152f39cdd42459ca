import { createReadStream } from 'node:fs';
import { mkdir, open, readdir, readFile, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { BackupDamagedError, BackupFolderError, BackupNotFoundError, BackupSettingsError } from '../errors.js';
import { type Manifest, manifestSchema } from '../manifest.js';
import { keyName, stampOf } from '../sealing/key-file.js';

const MANIFEST = 'manifest.json';
const STAMP = 'manifest.stamp';
const VERIFIED = 'verified';
/** Of one that is being written, or that whoever wrote it has left. */
const PARTIAL = '.partial';
const NAME = /^congvan-\d{8}T\d{6}Z-[0-9a-f]{8}$/;

/** The folder in which backups lie, one folder each. For its owner alone: a backup holds everything that the office knows. */
export class BackupFolder {
  private constructor(
    readonly path: string,
    readonly key: Uint8Array | undefined,
  ) {}

  /** @throws BackupSettingsError where others may look into it */
  static async open(path: string, key: Uint8Array | undefined): Promise<BackupFolder> {
    try {
      await mkdir(path, { recursive: true, mode: 0o700 });
      const { mode } = await stat(path);
      if ((mode & 0o077) !== 0) {
        throw new BackupSettingsError(`Others on this machine may look into ${path}, and a backup holds everything. Say: chmod 700 ${path}`);
      }
    } catch (error) {
      throw error instanceof BackupSettingsError ? error : new BackupFolderError(path, error);
    }
    return new BackupFolder(path, key);
  }

  /** Names of all that are whole, the latest first. */
  async names(): Promise<string[]> {
    const entries = await readdir(this.path);
    return entries.filter((name) => NAME.test(name)).toSorted().toReversed();
  }

  /** Removes what was never finished. Only while nobody else writes a backup. */
  async removeUnfinished(): Promise<string[]> {
    const left = (await readdir(this.path)).filter((name) => name.endsWith(PARTIAL) && NAME.test(name.slice(0, -PARTIAL.length)));
    for (const name of left) await rm(join(this.path, name), { recursive: true, force: true });
    return left;
  }

  /** Makes the folder of a new one. @returns where its files go */
  async begin(name: string): Promise<string> {
    const path = join(this.path, `${name}${PARTIAL}`);
    await mkdir(join(path, 'tables'), { recursive: true, mode: 0o700 });
    await mkdir(join(path, 'files'), { mode: 0o700 });
    return path;
  }

  /** The manifest is written last, the name given after it: what has that name is whole. */
  async finish(name: string, manifest: Manifest): Promise<void> {
    const partial = join(this.path, `${name}${PARTIAL}`);
    const text = `${JSON.stringify(manifest, null, 1)}\n`;
    await writeFlushed(join(partial, MANIFEST), text);
    await writeFlushed(join(partial, STAMP), `${stampOf(text, this.key)}\n`);
    await flushAll(partial);
    await rename(partial, join(this.path, name));
    await flush(this.path);
  }

  async abandon(name: string): Promise<void> {
    await rm(join(this.path, `${name}${PARTIAL}`), { recursive: true, force: true });
  }

  /** @throws BackupNotFoundError, BackupDamagedError */
  async read(name: string): Promise<Manifest> {
    if (!NAME.test(name)) throw new BackupNotFoundError(name, this.path);
    const where = join(name, MANIFEST);
    let text: string;
    let stamp: string;
    try {
      text = await readFile(join(this.path, where), 'utf8');
      stamp = (await readFile(join(this.path, name, STAMP), 'utf8')).trim();
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw new BackupFolderError(this.path, error);
      if ((await this.names()).includes(name)) throw new BackupDamagedError([{ where, what: 'is missing, or its stamp is' }]);
      throw new BackupNotFoundError(name, this.path);
    }
    return this.believed(where, text, stamp);
  }

  /** One file of a backup, as it lies there. */
  stream(name: string, path: string): AsyncIterable<Uint8Array> {
    return createReadStream(join(this.path, name, path));
  }

  /** Says that what came out of a backup was what went in. */
  async markVerified(name: string, at: string): Promise<void> {
    await writeFlushed(join(this.path, name, VERIFIED), `${at}\n`);
  }

  /** What failed a later trial, as where the disk has spoilt it, has not passed. */
  async markFailed(name: string): Promise<void> {
    await rm(join(this.path, name, VERIFIED), { force: true });
  }

  /** When that was; null: never. */
  async verifiedAt(name: string): Promise<string | null> {
    return readFile(join(this.path, name, VERIFIED), 'utf8').then(
      (text) => text.trim(),
      () => null,
    );
  }

  async remove(name: string): Promise<void> {
    // Without its name first: half of a backup must not look like one.
    const leaving = join(this.path, `${name}${PARTIAL}`);
    await rename(join(this.path, name), leaving);
    await rm(leaving, { recursive: true, force: true });
  }

  private believed(where: string, text: string, stamp: string): Manifest {
    const manifest = manifestSchema.safeParse(readJson(text)).data;
    if (manifest === undefined) throw new BackupDamagedError([{ where, what: 'cannot be read' }]);
    const wanted = this.key === undefined ? null : keyName(this.key);
    if (manifest.key !== wanted) {
      const what = manifest.key === null ? 'says that it is not sealed, but BACKUP_KEY_FILE is set' : `was sealed with the key ${manifest.key}, and ${wanted ?? 'none'} is set`;
      throw new BackupDamagedError([{ where, what, mend: 'Set BACKUP_KEY_FILE to the key that was in use when it was made.' }]);
    }
    if (stampOf(text, this.key) !== stamp) throw new BackupDamagedError([{ where, what: 'was changed since it was written' }]);
    return manifest;
  }
}

function readJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

async function writeFlushed(path: string, text: string): Promise<void> {
  const file = await open(path, 'w', 0o600);
  try {
    await file.writeFile(text);
    await file.sync();
  } finally {
    await file.close();
  }
}

/** Files that are flushed at once: one after the other each would wait for a write of the journal of its own. */
const FLUSHED_AT_ONCE = 32;

/** Everything below a folder, and the folder: only then may it be called whole. */
async function flushAll(folder: string): Promise<void> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const paths = [...entries.map((entry) => join(entry.parentPath, entry.name)), folder];
  for (let from = 0; from < paths.length; from += FLUSHED_AT_ONCE) {
    await Promise.all(paths.slice(from, from + FLUSHED_AT_ONCE).map(flush));
  }
}

async function flush(path: string): Promise<void> {
  const handle = await open(path);
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

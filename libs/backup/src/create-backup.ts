import { BulkSession, type Database } from '#database';
import type { FileStore } from '#files';
import { newId } from '#foundation';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { createGzip } from 'node:zlib';
import { underBackupLock } from './backup-lock.js';
import { BackupFolderError, BackupSettingsError } from './errors.js';
import { BackupFolder } from './keeping/backup-folder.js';
import { writeStored } from './keeping/stored-file.js';
import { type Manifest, MANIFEST_FORMAT } from './manifest.js';
import { keyName, readKeyFile } from './sealing/key-file.js';
import { quoted, readPartitions, readSequences, readTables, type Relation, sumUp } from './snapshot/read-schema.js';
import { saveFiles } from './snapshot/save-files.js';

/** What backups need of the office. */
export interface BackupTools {
  readonly database: Database;
  /** Of the same database, for the connections of their own that copying takes. */
  readonly databaseUrl: string;
  readonly files: FileStore;
  /** Folder of the backups; undefined where none is set. */
  readonly folder: string | undefined;
  readonly keyFile: string | undefined;
  readonly scratchUrl: string | undefined;
  /** Version of this program. */
  readonly program: string;
}

/** How far it is, and how many of all: saving `tables`, saving or reading `files`, filling the tables of a `restore`. */
export interface BackupProgress {
  readonly step: 'tables' | 'files' | 'restore';
  readonly done: number;
  readonly all: number;
}

export interface CreateOptions {
  /** The same gives the same backup again, where it was finished: for whoever is asked twice. */
  readonly runId: string;
  readonly onProgress?: (progress: BackupProgress) => void;
  readonly signal?: AbortSignal;
}

export interface CreatedBackup {
  /** Of its folder in the folder of backups. */
  readonly name: string;
  readonly manifest: Manifest;
}

/** @throws BackupSettingsError, BackupFolderError */
export async function openBackupFolder({ folder, keyFile }: Pick<BackupTools, 'folder' | 'keyFile'>): Promise<BackupFolder> {
  if (folder === undefined) throw new BackupSettingsError('BACKUP_DIR is not set: name a folder for backups, on another disk than the database.');
  return BackupFolder.open(folder, await readKeyFile(keyFile));
}

/**
 * Saves every table as of one moment, and every upload that belongs to it, while people go on working. Written under a name
 * that is none, given its own when all of it is on the disk: a crash leaves nothing that looks like a backup.
 * @throws BackupSettingsError, BackupBusyError, BackupFolderError, DatabaseUnavailableError, StorageUnavailableError
 */
export async function createBackup(tools: BackupTools, options: CreateOptions): Promise<CreatedBackup> {
  const folder = await openBackupFolder(tools);
  return underBackupLock(tools.databaseUrl, async () => {
    await folder.removeUnfinished();
    const made = await findOfRun(folder, options.runId);
    if (made !== undefined) return made;
    const [clock] = await tools.database.query<{ now: string }>('select business_now() as now');
    const madeAt = clock!.now;
    const id = newId();
    const name = nameOf(madeAt, id);
    try {
      const manifest = await save(tools, { ...options, folder, id, madeAt, path: await folder.begin(name) });
      await folder.finish(name, manifest);
      return { name, manifest };
    } catch (error) {
      await folder.abandon(name).catch(() => undefined);
      throw ofDisk(error) ? new BackupFolderError(folder.path, error) : error;
    }
  });
}

/** Names order backups by when they were made, two of one second as well: its thousandths stand before what is drawn by lot. */
function nameOf(madeAt: string, id: string): string {
  const [, second, fraction = ''] = /^([^.Z]+)(?:\.(\d+))?Z$/.exec(madeAt)!;
  const thousandths = Number(fraction.padEnd(3, '0').slice(0, 3));
  return `congvan-${second!.replaceAll(/[-:]/g, '')}Z-${thousandths.toString(16).padStart(3, '0')}${id.slice(-5)}`;
}

interface Saving extends CreateOptions {
  readonly folder: BackupFolder;
  readonly id: string;
  readonly madeAt: string;
  /** Where its files go. */
  readonly path: string;
}

async function save(tools: BackupTools, saving: Saving): Promise<Manifest> {
  const { folder, id, madeAt, runId } = saving;
  const session = await BulkSession.open(tools.databaseUrl);
  try {
    const relations = await beginSnapshot(session);
    const [about] = await session.query<{ database: string }>('select current_database() as database');
    const migrations = await session.query<{ name: string }>('select name from migration order by id');
    const partitions = await readPartitions(session);
    const tables = await saveTables(session, saving, relations);
    const uploads = await saveFiles(session, tools, saving);
    const sequences = await readSequences(session);
    await session.query('commit');
    return {
      format: MANIFEST_FORMAT,
      id,
      runId,
      program: tools.program,
      database: about!.database,
      madeAt,
      key: folder.key === undefined ? null : keyName(folder.key),
      migrations: migrations.map(({ name }) => name),
      partitions,
      tables,
      sequences,
      ...uploads,
    };
  } finally {
    await session.close();
  }
}

const ATTEMPTS = 5;

/**
 * One moment of all tables. They are locked against being dropped, as pg_dump does; a part of the history that somebody
 * drops between being seen and being locked makes it look again.
 */
async function beginSnapshot(session: BulkSession): Promise<Relation[]> {
  for (let attempt = 1; ; attempt++) {
    await session.query('begin isolation level repeatable read, read only');
    try {
      const tables = await readTables(session);
      await session.query(`lock table ${tables.map(({ name }) => quoted(name)).join(', ')} in access share mode`);
      return tables;
    } catch (error) {
      await session.query('rollback');
      if (attempt === ATTEMPTS) throw error;
    }
  }
}

async function saveTables(session: BulkSession, { folder, path, onProgress, signal }: Saving, relations: readonly Relation[]) {
  const tables: Manifest['tables'] = [];
  for (const { name, columns } of relations) {
    signal?.throwIfAborted();
    const what = `tables/${name}.copy.gz`;
    const out = session.copyOut(`copy ${quoted(name)} (${columns.map(quoted).join(', ')}) to stdout`);
    const packed = createGzip({ level: 1 });
    // Whichever fails takes the other with it.
    out.on('error', (error) => packed.destroy(error));
    const stored = await writeStored(join(path, what), { what, key: folder.key, content: out.pipe(packed) as Readable });
    tables.push({ name, columns: [...columns], ...(await sumUp(session, name)), path: what, ...stored });
    onProgress?.({ step: 'tables', done: tables.length, all: relations.length });
  }
  return tables;
}

async function findOfRun(folder: BackupFolder, runId: string): Promise<CreatedBackup | undefined> {
  for (const name of await folder.names()) {
    const manifest = await folder.read(name).catch(() => undefined);
    if (manifest?.runId === runId) return { name, manifest };
  }
  return undefined;
}

/** What the system says of a file that cannot be written. */
function ofDisk(error: unknown): boolean {
  return ['ENOSPC', 'EDQUOT', 'EFBIG', 'EROFS', 'EACCES', 'EPERM', 'EIO', 'ENOENT'].includes(String((error as NodeJS.ErrnoException).code));
}

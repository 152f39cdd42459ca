import type { BulkSession } from '#database';
import { type FileKey, FileMissingError, storageKey } from '#files';
import { createHash } from 'node:crypto';
import { link, mkdir, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { BackupTools, CreateOptions } from '../create-backup.js';
import { BackupDamagedError } from '../errors.js';
import type { BackupFolder } from '../keeping/backup-folder.js';
import { readStored, writeStored } from '../keeping/stored-file.js';
import { uploadState } from '../keeping/upload-state.js';
import type { Manifest } from '../manifest.js';
import { keyName } from '../sealing/key-file.js';

interface Saving extends CreateOptions {
  readonly folder: BackupFolder;
  readonly path: string;
}

type Uploads = Pick<Manifest, 'files' | 'lost' | 'absent' | 'spoilt' | 'removed'>;

/**
 * Saves the uploads that the snapshot has rows of. An upload never changes, so one that the backup before has is linked from
 * there: a backup is whole by itself and costs the disk only what is new. It is read first: what the disk has spoilt there must
 * not spoil all that come after. Where the storage itself has lost it since, or has something else in its place, the backup has it
 * and says so: the storage is read to the end of each file, for one that was cut or spoilt looks whole from outside.
 */
export async function saveFiles(session: BulkSession, tools: BackupTools, saving: Saving): Promise<Uploads> {
  const uploads: Uploads = { files: [], lost: [], absent: [], spoilt: [], removed: [] };
  const rows = await session.query<FileKey>('select id, sha256 from attachment where content_removed_at is null order by id');
  const former = await formerFiles(saving.folder);
  for (const [index, row] of rows.entries()) {
    saving.signal?.throwIfAborted();
    await saveOne(tools, saving, { row, former, uploads });
    saving.onProgress?.({ step: 'files', done: index + 1, all: rows.length });
  }
  return uploads;
}

interface Former {
  readonly name: string;
  readonly files: ReadonlyMap<string, Manifest['files'][number]>;
}

async function saveOne(
  tools: BackupTools,
  { folder, path }: Saving,
  { row, former, uploads }: { readonly row: FileKey; readonly former: Former | undefined; readonly uploads: Uploads },
): Promise<void> {
  const key = storageKey(row);
  const what = `files/${key}`;
  const target = join(path, what);
  await mkdir(dirname(target), { recursive: true, mode: 0o700 });
  const known = former?.files.get(key);
  if (known !== undefined && (await isWhole(folder, former!.name, known)) && (await linked(join(folder.path, former!.name, what), target))) {
    uploads.files.push(known);
    const state = await uploadState(tools.files.storage, key);
    if (state !== 'whole' && (await isStillKept(tools, row))) uploads[state === 'missing' ? 'absent' : 'spoilt'].push(key);
    return;
  }
  const hash = createHash('sha256');
  try {
    const stored = await writeStored(target, { what, key: folder.key, content: counted(await tools.files.read(row), hash) });
    if (hash.digest('hex') === row.sha256) {
      uploads.files.push({ key, path: what, ...stored });
      return;
    }
    await rm(target, { force: true });
    uploads.lost.push({ key, problem: 'wrong-checksum' });
  } catch (error) {
    if (!(error instanceof FileMissingError)) throw error;
    if (await isStillKept(tools, row)) uploads.lost.push({ key, problem: 'missing' });
    else uploads.removed.push(key);
  }
}

/** The latest backup with the same key, or none. One that cannot be read is passed over. */
async function formerFiles(folder: BackupFolder): Promise<Former | undefined> {
  const wanted = folder.key === undefined ? null : keyName(folder.key);
  for (const name of await folder.names()) {
    const manifest = await folder.read(name).catch(() => undefined);
    if (manifest?.key === wanted) return { name, files: new Map(manifest.files.map((file) => [file.key, file])) };
  }
  return undefined;
}

async function isWhole(folder: BackupFolder, name: string, file: Manifest['files'][number]): Promise<boolean> {
  try {
    for await (const _ of readStored(folder, name, file));
    return true;
  } catch (error) {
    if (error instanceof BackupDamagedError) return false;
    throw error;
  }
}

/** Not everywhere can a file have two names; then it is copied. */
async function linked(from: string, to: string): Promise<boolean> {
  return link(from, to).then(
    () => true,
    () => false,
  );
}

/** Whoever removes an upload takes the row, or the content out of it, before the file. */
async function isStillKept({ database }: BackupTools, { id }: FileKey): Promise<boolean> {
  const rows = await database.query('select from attachment where id = $1 and content_removed_at is null', [id]);
  return rows.length > 0;
}

async function* counted(content: AsyncIterable<Uint8Array>, hash: { update(chunk: Uint8Array): unknown }): AsyncGenerator<Uint8Array> {
  for await (const chunk of content) {
    hash.update(chunk);
    yield chunk;
  }
}

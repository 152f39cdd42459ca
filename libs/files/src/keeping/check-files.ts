import type { Database } from '#database';
import { createHash } from 'node:crypto';
import { FileMissingError } from '../errors.js';
import { type FileKey, type ListedFile, readStorageKey, storageKey } from '../storage/file-storage.js';
import type { FileStore } from '../storage/file-store.js';

export interface FileFinding {
  readonly problem: 'missing' | 'wrong-size' | 'wrong-checksum' | 'without-row';
  /** In the storage. */
  readonly key: string;
  /** Name by which people know it; null where no row tells. */
  readonly fileName: string | null;
  readonly what: string;
}

/** How far the check has come, and at its end what it has looked at. */
export interface FileCheck {
  readonly attachments: number;
  /** Read and compared. */
  readonly bytes: number;
  /** In the storage; counted after the attachments. */
  readonly files: number;
  readonly findings: number;
}

export interface CheckWatcher {
  onFinding(finding: FileFinding): void;
  /** After each file; must be quick. */
  onProgress(check: FileCheck): void;
}

interface Row extends FileKey {
  readonly fileName: string;
  readonly sizeBytes: number;
}

interface OwnFile extends ListedFile {
  readonly id: string;
}

/** Rows, or keys, that are asked for at a time. */
const BATCH = 500;
/** A file is written before its row: one that young may be on its way. */
const ON_ITS_WAY = '1 hour';

/**
 * Compares what the table says with what the storage holds: each attachment is read whole, its size and SHA-256 compared;
 * then each file in the storage must have its row. Reads only, as a stream; people go on working meanwhile.
 * @throws StorageUnavailableError, DatabaseUnavailableError
 */
export async function checkFiles(
  { database, store }: { readonly database: Database; readonly store: FileStore },
  watcher: CheckWatcher,
): Promise<FileCheck> {
  const check = { attachments: 0, bytes: 0, files: 0, findings: 0 };
  const tell = (finding: FileFinding | undefined) => {
    if (finding !== undefined) {
      check.findings++;
      watcher.onFinding(finding);
    }
    watcher.onProgress(check);
  };
  const [start] = await database.query<{ at: string }>('select business_now() - $1::interval as at', [ON_ITS_WAY]);

  for await (const row of rowsOf(database)) {
    const { bytes, finding } = await compare(store, row);
    check.attachments++;
    check.bytes += bytes;
    tell(finding && (await stillThere(database, row)) ? finding : undefined);
  }
  for await (const files of batchesOf(ownFiles(store.storage.list()))) {
    check.files += files.length;
    for (const { key, sizeBytes } of await withoutRow(database, files, start!.at)) {
      tell({ problem: 'without-row', key, fileName: null, what: `${sizeBytes} bytes that no attachment stands for` });
    }
    tell(undefined);
  }
  return check;
}

async function compare(store: FileStore, row: Row): Promise<{ bytes: number; finding?: FileFinding }> {
  const about = { key: storageKey(row), fileName: row.fileName };
  const hash = createHash('sha256');
  let bytes = 0;
  try {
    for await (const chunk of (await store.read(row)) as AsyncIterable<Uint8Array>) {
      bytes += chunk.byteLength;
      hash.update(chunk);
    }
  } catch (error) {
    if (!(error instanceof FileMissingError)) throw error;
    return { bytes, finding: { ...about, problem: 'missing', what: 'the storage has no such file' } };
  }
  if (bytes !== row.sizeBytes) {
    return { bytes, finding: { ...about, problem: 'wrong-size', what: `${bytes} bytes instead of ${row.sizeBytes}` } };
  }
  const sha256 = hash.digest('hex');
  if (sha256 === row.sha256) return { bytes };
  return { bytes, finding: { ...about, problem: 'wrong-checksum', what: `SHA-256 ${sha256} instead of ${row.sha256}` } };
}

async function* rowsOf(database: Database): AsyncGenerator<Row> {
  let last: string | null = null;
  for (;;) {
    const rows: Row[] = await database.query<Row>(
      `select id, sha256, file_name as "fileName", size_bytes as "sizeBytes" from attachment
       where ($1::uuid is null or id > $1) and content_removed_at is null order by id limit $2`,
      [last, BATCH],
    );
    yield* rows;
    if (rows.length < BATCH) return;
    last = rows.at(-1)!.id;
  }
}

/** An upload that nobody linked may have been removed while its file was asked for. */
async function stillThere(database: Database, { id }: Row): Promise<boolean> {
  return (await database.query('select from attachment where id = $1', [id])).length > 0;
}

/** The files that no row stands for, or one whose content was removed, and that are older than the check. */
async function withoutRow(database: Database, files: readonly OwnFile[], before: string): Promise<OwnFile[]> {
  const ids = files.map(({ id }) => id);
  const rows = await database.query<FileKey>(
    'select id, sha256 from attachment where id = any($1::uuid[]) and content_removed_at is null',
    [ids],
  );
  const known = new Set(rows.map(storageKey));
  return files.filter(({ key, writtenAt }) => writtenAt < before && !known.has(key));
}

/** Without what somebody else has put there. */
async function* ownFiles(files: AsyncIterable<ListedFile>): AsyncGenerator<OwnFile> {
  for await (const file of files) {
    const key = readStorageKey(file.key);
    if (key !== undefined) yield { ...file, id: key.id };
  }
}

async function* batchesOf(files: AsyncIterable<OwnFile>): AsyncGenerator<OwnFile[]> {
  let batch: OwnFile[] = [];
  for await (const file of files) {
    batch.push(file);
    if (batch.length < BATCH) continue;
    yield batch;
    batch = [];
  }
  yield batch;
}

import type { Readable } from 'node:stream';

/** Finds one file. */
export interface FileKey {
  readonly id: string;
  /** Of the content, lower-case hex. */
  readonly sha256: string;
}

/** Bytes of a file, counted from 0, both included. */
export interface ByteRange {
  readonly start: number;
  readonly end: number;
}

/** What a storage says of a file that lies in it. */
export interface ListedFile {
  readonly key: string;
  readonly sizeBytes: number;
  /** ISO 8601 UTC, by the clock of the storage. */
  readonly writtenAt: string;
}

/**
 * Where the bytes of files lie. What comes here was measured and inspected; nobody reads a file before it is whole.
 * Keys are those of {@link storageKey}, never names that somebody sent.
 */
export interface FileStorage {
  /** Keeps a file, whole or not at all. @throws StorageUnavailableError, and whatever `content` throws */
  write(key: string, content: AsyncIterable<Uint8Array>): Promise<void>;
  /** Opens a file, or a part that lies within it. @throws FileMissingError before any byte, StorageUnavailableError */
  read(key: string, range?: ByteRange): Promise<Readable>;
  /** @throws StorageUnavailableError */
  exists(key: string): Promise<boolean>;
  /** Also where it is not there. @throws StorageUnavailableError */
  remove(key: string): Promise<void>;
  /** All files, in no order; those written meanwhile may be missing. @throws StorageUnavailableError */
  list(): AsyncIterable<ListedFile>;
}

/**
 * `<first two of the checksum>/<checksum>.<id>`. Equal uploads stay two files, so removing one never takes the other; a
 * folder never holds more than a 256th of them.
 */
export function storageKey({ id, sha256 }: FileKey): string {
  return `${sha256.slice(0, 2)}/${sha256}.${id}`;
}

/** The file that a key of {@link storageKey} stands for; undefined for what somebody else has put there. */
export function readStorageKey(key: string): FileKey | undefined {
  const [, prefix, sha256, id] = /^([0-9a-f]{2})\/([0-9a-f]{64})\.([0-9a-f-]{36})$/.exec(key) ?? [];
  return sha256 !== undefined && id !== undefined && sha256.startsWith(prefix!) ? { id, sha256 } : undefined;
}

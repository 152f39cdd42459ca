import type { Caller } from '#audit';
import type { Database } from '#database';
import type { CommandExecutor } from '#runtime';
import type { FileStore } from '../storage/file-store.js';
import { removeUnlinked } from './remove-unlinked.command.js';

export interface CleaningTools {
  readonly executor: CommandExecutor;
  readonly database: Database;
  readonly store: FileStore;
  /** ISO 8601 duration for which an upload waits for a document to take it. */
  readonly keptFor: string;
}

export interface CleanedFiles {
  /** Uploads that no document had taken. */
  readonly unlinked: number;
  /** What crashes had left in the folder for uploads on their way, on this machine. */
  readonly unfinished: number;
}

/** Files in one transaction. */
const BATCH = 100;
/** Longer than any upload or reading takes, and than the clocks of machines differ. */
const UNFINISHED_FOR = '1 day';

/**
 * Removes uploads that were never linked and what crashes have left. A file that cannot be removed after its row stays
 * behind without one, which `checkFiles` tells.
 * @param goOn asked before each part
 * @throws StorageUnavailableError
 */
export async function cleanFiles(
  { executor, database, store, keptFor }: CleaningTools,
  caller: Caller,
  goOn: () => boolean = () => true,
): Promise<CleanedFiles> {
  let unlinked = 0;
  for (let last = BATCH; last === BATCH && goOn(); ) {
    const removed = await executor.execute(removeUnlinked, { keptFor, limit: BATCH }, caller);
    for (const file of removed) await store.remove(file);
    last = removed.length;
    unlinked += last;
  }
  const [clock] = await database.query<{ before: string }>('select business_now() - $1::interval as before', [UNFINISHED_FOR]);
  return { unlinked, unfinished: await store.arriving.removeForgotten(clock!.before) };
}

import type { Command } from '#runtime';
import type { FileKey } from '../storage/file-storage.js';

export interface RemoveUnlinkedInput {
  /** ISO 8601 duration, such as P7D, since the upload. */
  readonly keptFor: string;
  readonly limit: number;
}

interface RemovedRow extends FileKey {
  readonly fileName: string;
  readonly sizeBytes: number;
  readonly storedBy: string;
  readonly storedAt: string;
}

/**
 * Removes the rows of uploads that no document has taken for so long, oldest first; whoever links one of them meanwhile is
 * waited for, or finds it gone. Their files are the caller's to remove, once this is committed.
 */
export const removeUnlinked: Command<RemoveUnlinkedInput, readonly FileKey[]> = {
  name: 'files.remove-unlinked',
  async run(context, { keptFor, limit }) {
    const removed = await context.tx.query<RemovedRow>(
      `delete from attachment where id = any(array(
         select id from attachment where linked_at is null and stored_at <= $1::timestamptz - $2::interval
         order by stored_at limit $3 for update skip locked))
       returning id, sha256, file_name as "fileName", size_bytes as "sizeBytes", stored_by as "storedBy", stored_at as "storedAt"`,
      [context.now, keptFor, limit],
    );
    if (removed.length === 0) context.nothingChanged();
    for (const { id, ...detail } of removed) context.audit({ subject: 'attachment', subjectId: id, detail });
    return removed.map(({ id, sha256 }) => ({ id, sha256 }));
  },
};

import type { Command } from '#runtime';
import { EntryNotFoundError, WorkFileForbiddenError } from '../errors.js';
import { lockWorkFile, requireOpen } from '../files/lock-work-file.js';
import { isKeeperOrHead } from '../rights.js';

export interface RemoveEntryInput {
  readonly fileId: string;
  readonly entryId: string;
  readonly reason: string;
  /** The caller's groups today. */
  readonly groups: readonly string[];
}

/**
 * Takes an entry off the contents list of an open file; the row stays, with who did it and why. Whoever has added it may, else
 * the keeper or the head. @throws WorkFileNotFoundError, EntryNotFoundError, WorkFileForbiddenError, WorkFileNotOpenError
 */
export const removeEntry: Command<RemoveEntryInput, void> = {
  name: 'work-files.remove-entry',
  request: ({ groups: _groups, ...sent }) => sent,
  async run(context, { fileId, entryId, reason, groups }) {
    const { tx, now, caller } = context;
    const file = await lockWorkFile(tx, fileId);
    const [entry] = await tx.query<{ addedBy: string }>(
      'select added_by as "addedBy" from work_file_entry where id = $1 and work_file_id = $2 and removed_at is null',
      [entryId, fileId],
    );
    const isOwn = entry?.addedBy === caller.actor;
    if (!isOwn && !isKeeperOrHead({ login: caller.actor, groups }, file)) throw new WorkFileForbiddenError('take things out of it');
    if (entry === undefined) throw new EntryNotFoundError(entryId);
    requireOpen(file);
    await tx.execute('update work_file_entry set removed_by = $2, removed_at = $3, remove_reason = $4 where id = $1', [
      entryId,
      caller.actor,
      now,
      reason,
    ]);
    context.audit({ subject: 'work-file', subjectId: fileId, detail: { entryId, removed: true, reason } });
  },
};

import type { Transaction } from '#database';
import type { Command } from '#runtime';
import { EntryNotFoundError, EntryUndecidedError, WorkFileForbiddenError } from '../errors.js';
import { lockWorkFile, requireOpen } from '../files/lock-work-file.js';
import { isUndecidedSecret } from '../files/undecided-secret.js';
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
 * the keeper or the head. @throws WorkFileNotFoundError, EntryNotFoundError, WorkFileForbiddenError, WorkFileNotOpenError,
 * EntryUndecidedError
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
    await refuseUndecided(tx, entryId);
    await tx.execute('update work_file_entry set removed_by = $2, removed_at = $3, remove_reason = $4 where id = $1', [
      entryId,
      caller.actor,
      now,
      reason,
    ]);
    context.audit({ subject: 'work-file', subjectId: fileId, detail: { entryId, removed: true, reason } });
  },
};

/** What it names is locked before it is asked, so that a report comes either before or after, and never meanwhile. */
async function refuseUndecided(tx: Transaction, entryId: string): Promise<void> {
  for (const [table, column] of [
    ['incoming_document', 'incoming_document_id'],
    ['outgoing_document', 'outgoing_document_id'],
    ['attachment', 'attachment_id'],
  ]) {
    await tx.query(`select from ${table} where id = (select ${column} from work_file_entry where id = $1) for share`, [entryId]);
  }
  const undecided = await tx.query(`select from work_file_entry e where e.id = $1 and ${isUndecidedSecret('e')}`, [entryId]);
  if (undecided.length > 0) throw new EntryUndecidedError(entryId);
}

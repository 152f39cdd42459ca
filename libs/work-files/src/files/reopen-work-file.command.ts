import type { Transaction } from '#database';
import type { Command } from '#runtime';
import { WorkFileForbiddenError, WorkFileNotReopenableError } from '../errors.js';
import { isHead } from '../rights.js';
import { lockWorkFile } from './lock-work-file.js';

export interface ReopenWorkFileInput {
  readonly fileId: string;
  readonly reason: string;
  /** The caller's groups today. */
  readonly groups: readonly string[];
}

/**
 * Opens a closed file again; the head of its unit decides that, with a reason, and not once it is on its way to the archive.
 * @throws WorkFileNotFoundError, WorkFileForbiddenError, WorkFileNotReopenableError
 */
export const reopenWorkFile: Command<ReopenWorkFileInput, void> = {
  name: 'work-files.reopen-work-file',
  request: ({ groups: _groups, ...sent }) => sent,
  async run(context, { fileId, reason, groups }) {
    const file = await lockWorkFile(context.tx, fileId);
    if (!isHead({ login: context.caller.actor, groups }, file)) throw new WorkFileForbiddenError('open it again');
    if (file.status !== 'closed') throw new WorkFileNotReopenableError(file.code, file.status);
    if (await isSubmitted(context.tx, fileId)) throw new WorkFileNotReopenableError(file.code, 'submitted to the archive');
    await context.tx.execute(
      `update work_file set status = 'open', closed_on = null, closed_at = null, closed_by = null where id = $1`,
      [fileId],
    );
    context.audit({ subject: 'work-file', subjectId: fileId, detail: { old: { status: 'closed' }, new: { status: 'open' }, reason } });
  },
};

/** Whether a hand-over that is not decided yet holds the file. */
export async function isSubmitted(tx: Transaction, fileId: string): Promise<boolean> {
  const found = await tx.query(
    `select from archive_handover_file part join archive_handover h on h.id = part.handover_id
     where part.work_file_id = $1 and h.status = 'submitted'`,
    [fileId],
  );
  return found.length > 0;
}

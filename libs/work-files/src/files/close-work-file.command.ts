import { dateInZone } from '#foundation';
import type { Command } from '#runtime';
import { WorkFileForbiddenError, WorkFileUnfinishedError } from '../errors.js';
import { isKeeperOrHead } from '../rights.js';
import { findUnfinished } from './find-unfinished.js';
import { lockWorkFile, requireOpen } from './lock-work-file.js';

export interface CloseWorkFileInput {
  readonly fileId: string;
  /** The caller's groups today. */
  readonly groups: readonly string[];
}

/**
 * Closes a file once all in it is done (ND 30 §29.3): from then on it is only read, and its retention runs.
 * @throws WorkFileNotFoundError, WorkFileForbiddenError, WorkFileNotOpenError, WorkFileUnfinishedError naming what is not done
 */
export const closeWorkFile: Command<CloseWorkFileInput, void> = {
  name: 'work-files.close-work-file',
  request: ({ fileId }) => ({ fileId }),
  async run(context, { fileId, groups }) {
    const { tx, now, zone, caller } = context;
    const file = await lockWorkFile(tx, fileId);
    if (!isKeeperOrHead({ login: caller.actor, groups }, file)) throw new WorkFileForbiddenError('close it');
    requireOpen(file);
    const findings = await findUnfinished(tx, fileId);
    if (findings.length > 0) throw new WorkFileUnfinishedError(file.code, findings);
    await tx.execute(`update work_file set status = 'closed', closed_on = $2, closed_at = $3, closed_by = $4 where id = $1`, [
      fileId,
      dateInZone(now, zone),
      now,
      caller.actor,
    ]);
    context.audit({ subject: 'work-file', subjectId: fileId, detail: { old: { status: 'open' }, new: { status: 'closed' } } });
  },
};

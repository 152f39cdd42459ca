import type { Command } from '#runtime';
import { ShareNotFoundError, WorkFileForbiddenError } from '../errors.js';
import { lockWorkFile } from '../files/lock-work-file.js';
import { isKeeperOrHead } from '../rights.js';

export interface EndShareInput {
  readonly fileId: string;
  readonly shareId: string;
  /** The caller's groups today. */
  readonly groups: readonly string[];
}

/** Ends a share at once, also of a file that is closed. @throws WorkFileNotFoundError, WorkFileForbiddenError, ShareNotFoundError */
export const endShare: Command<EndShareInput, void> = {
  name: 'work-files.end-share',
  request: ({ fileId, shareId }) => ({ fileId, shareId }),
  async run(context, { fileId, shareId, groups }) {
    const { tx, now, caller } = context;
    const file = await lockWorkFile(tx, fileId);
    if (!isKeeperOrHead({ login: caller.actor, groups }, file)) throw new WorkFileForbiddenError('end its shares');
    const ended = await tx.execute(
      `update work_file_share set ended_by = $3, ended_at = $4
       where id = $1 and work_file_id = $2 and ended_at is null and (ends_at is null or ends_at > $4)`,
      [shareId, fileId, caller.actor, now],
    );
    if (ended === 0) throw new ShareNotFoundError(shareId);
    context.audit({ subject: 'work-file', subjectId: fileId, detail: { shareId, ended: true } });
  },
};

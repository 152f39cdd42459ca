import type { Command } from '#runtime';
import { lockSpill } from './lock-spill.js';

/** Finds a file in the storage. */
export interface StoredFileKey {
  readonly id: string;
  readonly sha256: string;
}

export interface BeginRemovalInput {
  /** The case of the procedure. */
  readonly instanceId: string;
  /** Login of the operator who confirmed it. */
  readonly removedBy: string;
}

/**
 * From now on the content does not come back: its files are about to leave the storage. Gives all of them, also when it was
 * called before. @throws SpillNotFoundError, SpillNotLockedError
 */
export const beginRemoval: Command<BeginRemovalInput, readonly StoredFileKey[]> = {
  name: 'documents.begin-removal',
  async run(context, { instanceId, removedBy }) {
    const { id, attachments, status } = await lockSpill(context.tx, instanceId, ['locked', 'removing']);
    if (status === 'removing') context.nothingChanged();
    else {
      await context.tx.execute(`update secret_spill set status = 'removing' where id = $1`, [id]);
      context.audit({ subject: 'secret-spill', subjectId: id, detail: { removedBy, files: attachments.length } });
    }
    return context.tx.query<StoredFileKey>('select id, sha256 from attachment where id = any($1) order by id', [attachments]);
  },
};

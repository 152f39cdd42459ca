import type { Transaction } from '#database';
import type { Command } from '#runtime';
import { AttachmentNotReplaceableError } from '../errors.js';
import { type Attachment, ATTACHMENT_COLUMNS } from './get-attachment.query.js';

export interface StoreAttachmentInput extends Pick<Attachment, 'id' | 'fileName' | 'mediaType' | 'sizeBytes' | 'sha256'> {
  /** Id of the file of which this is a later version. */
  readonly replaces?: string;
}

/**
 * Records a file that lies whole in the file store; a document takes it later. See {@link receiveAttachment}.
 * @throws AttachmentNotReplaceableError
 */
export const storeAttachment: Command<StoreAttachmentInput, Attachment> = {
  name: 'documents.store-attachment',
  async run({ tx, now, caller, audit }, file) {
    const { id, ...detail } = file;
    if (file.replaces !== undefined) await refuseUnlessCurrent(tx, file.replaces);
    const [attachment] = await tx.query<Attachment>(
      `insert into attachment (id, file_name, media_type, size_bytes, sha256, stored_by, stored_at, replaces)
       values ($1, $2, $3, $4, $5, $6, $7, $8) returning ${ATTACHMENT_COLUMNS}`,
      [id, file.fileName, file.mediaType, file.sizeBytes, file.sha256, caller.actor, now, file.replaces ?? null],
    );
    audit({ subject: 'attachment', subjectId: id, detail });
    return attachment!;
  },
};

/** Asked again when a document takes the file: until then another version may come first. */
async function refuseUnlessCurrent(tx: Transaction, id: string): Promise<void> {
  const current = await tx.query('select from attachment where id = $1 and linked_at is not null and replaced_by is null', [id]);
  if (current.length === 0) throw new AttachmentNotReplaceableError(id);
}

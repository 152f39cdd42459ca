import type { Command } from '#runtime';
import type { Attachment } from './get-attachment.query.js';

export type StoreAttachmentInput = Pick<Attachment, 'id' | 'fileName' | 'mediaType' | 'sizeBytes' | 'sha256'>;

/** Records a file that lies whole in the file store; a document takes it later. See {@link receiveAttachment}. */
export const storeAttachment: Command<StoreAttachmentInput, Attachment> = {
  name: 'documents.store-attachment',
  async run(context, file) {
    await context.tx.execute(
      `insert into attachment (id, file_name, media_type, size_bytes, sha256, stored_by, stored_at)
       values ($1, $2, $3, $4, $5, $6, $7)`,
      [file.id, file.fileName, file.mediaType, file.sizeBytes, file.sha256, context.caller.actor, context.now],
    );
    const { id, ...detail } = file;
    context.audit({ subject: 'attachment', subjectId: id, detail });
    return { ...file, storedBy: context.caller.actor, storedAt: context.now, incomingDocumentId: null, outgoingDocumentId: null };
  },
};

import { newId, tidyText } from '#foundation';
import type { Command } from '#runtime';
import { z } from 'zod';
import { refuseLocked } from '../../gate/refuse-locked.js';
import { gateFields, refuseSuspected } from '../../gate/refuse-suspected.js';
import { OutgoingDocumentNotFoundError } from '../errors.js';

export const draftCommentSchema = z.strictObject({
  text: z.string().overwrite(tidyText).min(1).max(5000),
  version: z.int().min(1).optional().describe('Bản dự thảo được góp ý; bỏ trống là bản mới nhất.'),
  ...gateFields,
});

export interface CommentOnDraftInput extends z.output<typeof draftCommentSchema> {
  readonly documentId: string;
}

/**
 * A remark on a version of a document; it stays as it was written. Who may read the document is asked before.
 * @throws OutgoingDocumentNotFoundError, ContentLockedError, MustNotEnterSuspectedError
 */
export const commentOnDraft: Command<CommentOnDraftInput, { id: string }> = {
  name: 'documents.comment-on-draft',
  async run(context, { documentId, text, version, ...confirmation }) {
    const { tx, now, caller, audit } = context;
    await refuseLocked(tx, 'outgoing', documentId);
    const gate = await refuseSuspected(context, { text }, [], confirmation);
    const id = newId();
    const kept = await tx.execute(
      `insert into outgoing_comment (id, document_id, version, text, written_by, written_at)
       select $2, document_id, version, $4, $5, $6 from outgoing_draft_version
       where document_id = $1 and version = coalesce($3, (select d.version from outgoing_document d where d.id = $1))`,
      [documentId, id, version ?? null, text, caller.actor, now],
    );
    if (kept === 0) throw new OutgoingDocumentNotFoundError(documentId);
    audit({ subject: 'outgoing-document', subjectId: documentId, detail: { comment: id, version: version ?? null, ...gate } });
    return { id };
  },
};

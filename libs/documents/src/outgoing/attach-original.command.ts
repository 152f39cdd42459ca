import type { Transaction } from '#database';
import { linkAttachments } from '#files';
import type { Command } from '#runtime';
import { z } from 'zod';
import { refuseLocked } from '../gate/refuse-locked.js';
import { gateFields, refuseSuspected } from '../gate/refuse-suspected.js';
import { attachmentIdsSchema } from '../incoming/incoming-document.schema.js';
import { OriginalForbiddenError, OutgoingDocumentNotFoundError, OutgoingFilesClosedError, OutgoingFileStandsError } from './errors.js';

export const attachOriginalSchema = z.strictObject({ attachmentIds: attachmentIdsSchema.min(1), ...gateFields });

export interface AttachOriginalInput extends z.output<typeof attachOriginalSchema> {
  readonly documentId: string;
  /** The caller's groups today. */
  readonly groups: readonly string[];
}

interface Standing {
  readonly draftedBy: string;
  /** Nobody has let pass what the drafter holds, so he mends it. */
  readonly isInDraft: boolean;
  readonly isIssued: boolean;
  /** Nothing more becomes of it: its number was compared, or it was voided, recalled or replaced. */
  readonly isClosed: boolean;
}

/**
 * Adds files to an outgoing document. Its drafter does while he drafts, and the originals once it is issued (171/QĐ-BDT §8).
 * What somebody approved, checked or signed goes out as he saw it: between that and the issue only a clerk adds the signed
 * scan, and no later version takes the place of a file. A document that was returned is with its drafter again, who may mend
 * its files as well as its text: every step comes anew.
 * @throws OutgoingDocumentNotFoundError, ContentLockedError, OutgoingFilesClosedError, OriginalForbiddenError,
 *   OutgoingFileStandsError, AttachmentsNotLinkableError, MustNotEnterSuspectedError
 */
export const attachOriginal: Command<AttachOriginalInput, void> = {
  name: 'documents.attach-original',
  async run(context, { documentId, attachmentIds, groups, ...confirmation }) {
    // Locks the row first: who holds it may approve the draft meanwhile, which only a later statement sees.
    await refuseLocked(context.tx, 'outgoing', documentId);
    const document = await standingOf(context.tx, documentId);
    if (document.isClosed) throw new OutgoingFilesClosedError(documentId);
    const [isDrafter, isClerk] = [document.draftedBy === context.caller.actor, groups.includes('clerk')];
    if (!isDrafter && !isClerk) throw new OriginalForbiddenError(documentId);
    if (!document.isInDraft) await refuseReplacement(context.tx, documentId, attachmentIds);
    if (!isClerk && !document.isInDraft && !document.isIssued) throw new OriginalForbiddenError(documentId);
    const gate = await refuseSuspected(context, {}, attachmentIds, confirmation);
    await linkAttachments(context, attachmentIds, { outgoingDocumentId: documentId });
    context.audit({ subject: 'outgoing-document', subjectId: documentId, detail: { attachmentIds, ...gate } });
  },
};

async function standingOf(tx: Transaction, documentId: string): Promise<Standing> {
  const [document] = await tx.query<Standing>(
    `select d.drafted_by as "draftedBy", d.status = 'issued' as "isIssued",
            d.status = 'draft' and not coalesce((select s.passed from outgoing_step s where s.document_id = d.id and s.version = d.version
                                                 order by s.done_at desc, s.id desc limit 1), false) as "isInDraft",
            d.voided_at is not null
              or exists (select from outgoing_act act where act.document_id = d.id and act.kind in ('recall', 'replace'))
              or exists (select from outgoing_step s where s.document_id = d.id and s.step = 'verify-number' and s.passed) as "isClosed"
     from outgoing_document d where d.id = $1`,
    [documentId],
  );
  if (document === undefined) throw new OutgoingDocumentNotFoundError(documentId);
  return document;
}

async function refuseReplacement(tx: Transaction, documentId: string, attachmentIds: readonly string[]): Promise<void> {
  const [replacement] = await tx.query<{ replaces: string }>(
    'select replaces from attachment where id = any($1) and replaces is not null limit 1',
    [attachmentIds],
  );
  if (replacement !== undefined) throw new OutgoingFileStandsError(documentId, replacement.replaces);
}

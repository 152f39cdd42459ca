import type { JsonObject } from '#foundation';
import type { CommandContext, JobHandler } from '#runtime';
import { z } from 'zod';
import { nameSchema, readVariables } from '../job-variables.js';
import { OutgoingNotIssuedError } from './errors.js';

const variablesSchema = z.object({
  outgoingDocumentId: z.uuid(),
  verifiedBy: nameSchema,
  /** Null or absent: it lies in none yet. */
  workFileId: z.uuid().nullish(),
});

/** Puts an outgoing document at the end of a work file. @returns false where that takes nothing any more. Files are another lib's. */
export type PutIntoWorkFile = (
  context: CommandContext,
  put: { readonly fileId: string; readonly documentId: string; readonly by: string },
) => Promise<boolean>;

/**
 * Topic `documents.file-outgoing`: who has compared the number with the original, and when (171/QĐ-BDT §8); the document
 * lies in the work file that its drafter named from then on (ND 30 §29.2). One that was closed meanwhile stays as it was
 * listed; the audit trail says so.
 */
export const fileOutgoingHandler = (putIntoWorkFile: PutIntoWorkFile): JobHandler => ({
  topic: 'documents.file-outgoing',
  async handle(job) {
    const { outgoingDocumentId, verifiedBy, workFileId } = readVariables(variablesSchema, job);
    return {
      async commit(context) {
        const { tx, now, audit } = context;
        // Whoever adds to a work file by hand locks that before the document, too.
        const put = { documentId: outgoingDocumentId, by: verifiedBy };
        const lies: JsonObject = workFileId ? { workFileId, inWorkFile: await putIntoWorkFile(context, { ...put, fileId: workFileId }) } : {};
        const filed = await tx.execute(
          `update outgoing_document set number_verified_by = $2, number_verified_at = $3 where id = $1 and status = 'issued'`,
          [outgoingDocumentId, verifiedBy, now],
        );
        if (filed === 0) throw new OutgoingNotIssuedError(outgoingDocumentId);
        audit({ subject: 'outgoing-document', subjectId: outgoingDocumentId, detail: { verifiedBy, ...lies } });
      },
    };
  },
});

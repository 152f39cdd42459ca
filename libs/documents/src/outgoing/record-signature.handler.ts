import type { JobHandler } from '#runtime';
import { z } from 'zod';
import { nameSchema, optionalText, readVariables } from '../job-variables.js';
import { OutgoingNotDraftError } from './errors.js';
import { SIGNATURE_FORMS } from './signing/signature-forms.js';

const variablesSchema = z.object({
  outgoingDocumentId: z.uuid(),
  signedBy: nameSchema,
  signatureForm: optionalText.pipe(z.enum(Object.keys(SIGNATURE_FORMS)).nullable()),
  approvedBy: optionalText,
});

/** Topic `documents.record-signature`: who signed, when and in which form, and who had approved the content. */
export const recordSignatureHandler: JobHandler = {
  topic: 'documents.record-signature',
  async handle(job) {
    const { outgoingDocumentId, signedBy, signatureForm, approvedBy } = readVariables(variablesSchema, job);
    return {
      async commit({ tx, now, audit }) {
        const signed = await tx.execute(
          `update outgoing_document
           set status = 'signed', signed_by = $2, signed_at = $3, signature_form = $4, content_approved_by = $5
           where id = $1 and status = 'draft'`,
          [outgoingDocumentId, signedBy, now, signatureForm, approvedBy],
        );
        if (signed === 0) throw new OutgoingNotDraftError(outgoingDocumentId);
        audit({
          subject: 'outgoing-document',
          subjectId: outgoingDocumentId,
          detail: { signedBy, signatureForm, approvedBy },
        });
      },
    };
  },
};

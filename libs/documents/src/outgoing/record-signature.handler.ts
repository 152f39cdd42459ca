import type { JobHandler } from '#runtime';
import { z } from 'zod';
import { nameSchema, optionalText, readVariables } from '../job-variables.js';
import { lockDraftInHand } from './duties/draft-in-hand.js';
import type { OutgoingStep } from './duties/separation-of-duties.js';
import { OutgoingNotDraftError, SignatureNotGivenError } from './errors.js';
import { SIGNATURE_FORMS } from './signing/signature-forms.js';

const variablesSchema = z.object({
  outgoingDocumentId: z.uuid(),
  signedBy: nameSchema,
  signatureForm: optionalText.pipe(z.enum(Object.keys(SIGNATURE_FORMS)).nullable()),
});

/**
 * Topic `documents.record-signature`: who signed, when and in which form, and who had approved the content. Variables of a case
 * can be set and its steps skipped by hand: a signature and an approval are those that somebody has given to this version in
 * his own step (ND 30 §13).
 */
export const recordSignatureHandler: JobHandler = {
  topic: 'documents.record-signature',
  async handle(job) {
    const { outgoingDocumentId, signedBy, signatureForm } = readVariables(variablesSchema, job);
    return {
      async commit(context) {
        const { tx, now, audit } = context;
        const { id, version, status } = await lockDraftInHand(context, outgoingDocumentId);
        if (status !== 'draft') throw new OutgoingNotDraftError(id);
        const steps = await tx.query<{ step: OutgoingStep; doneBy: string }>(
          `select step, done_by as "doneBy" from outgoing_step
           where document_id = $1 and version = $2 and passed order by done_at desc, id desc`,
          [id, version],
        );
        if (steps.find(({ step }) => step === 'sign')?.doneBy !== signedBy) throw new SignatureNotGivenError(id, signedBy);
        const approvedBy = steps.find(({ step }) => step === 'approve-content')?.doneBy ?? null;
        await tx.execute(
          `update outgoing_document
           set status = 'signed', signed_by = $2, signed_at = $3, signature_form = $4, content_approved_by = $5
           where id = $1`,
          [id, signedBy, now, signatureForm, approvedBy],
        );
        audit({
          subject: 'outgoing-document',
          subjectId: outgoingDocumentId,
          detail: { signedBy, signatureForm, approvedBy },
        });
      },
    };
  },
};

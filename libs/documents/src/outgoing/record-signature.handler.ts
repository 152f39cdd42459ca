import type { CommandContext, JobContext, JobHandler } from '#runtime';
import { z } from 'zod';
import { nameSchema, optionalText, readVariables } from '../job-variables.js';
import { lockDraftInHand } from './duties/draft-in-hand.js';
import { isOfEarlierModel, passedSteps, refuseMissingSteps } from './duties/passed-steps.js';
import { OutgoingNotDraftError, SignatureNotGivenError } from './errors.js';
import { SIGNATURE_FORMS } from './signing/signature-forms.js';

const variablesSchema = z.object({
  outgoingDocumentId: z.uuid(),
  signedBy: nameSchema,
  signatureForm: optionalText.pipe(z.enum(Object.keys(SIGNATURE_FORMS)).nullable()),
  /** Counts only in a case of a model that names no steps. */
  approvedBy: optionalText,
});

type Signature = z.output<typeof variablesSchema>;

/**
 * Topic `documents.record-signature`: who signed, when and in which form, and who had approved the content. Variables of a case
 * can be set and its steps skipped by hand: a signature and an approval are those that somebody has given to this version in
 * his own step, after its form was checked (ND 30 §12, §13).
 */
export const recordSignatureHandler: JobHandler = {
  topic: 'documents.record-signature',
  async handle(job) {
    const signature = readVariables(variablesSchema, job);
    const { outgoingDocumentId, signedBy, signatureForm } = signature;
    return {
      async commit(context) {
        const { tx, now, audit } = context;
        const approvedBy = await approverOf(context, job, signature);
        await tx.execute(
          `update outgoing_document
           set status = 'signed', signed_by = $2, signed_at = $3, signature_form = $4, content_approved_by = $5
           where id = $1`,
          [outgoingDocumentId, signedBy, now, signatureForm, approvedBy],
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

/** Locks the document. @throws OutgoingNotDraftError, SignatureNotGivenError, EarlierStepMissingError */
async function approverOf(
  context: CommandContext,
  job: JobContext,
  { outgoingDocumentId, signedBy, approvedBy }: Signature,
): Promise<string | null> {
  const draft = await lockDraftInHand(context, outgoingDocumentId);
  if (draft.status !== 'draft') throw new OutgoingNotDraftError(draft.id);
  if (await isOfEarlierModel(context.tx, job.instanceId)) return approvedBy;
  const steps = await passedSteps(context, draft);
  if (steps.get('sign')?.login !== signedBy) throw new SignatureNotGivenError(draft.id, signedBy);
  refuseMissingSteps('sign', draft, steps);
  return steps.get('approve-content')!.login;
}

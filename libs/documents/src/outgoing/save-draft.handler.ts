import { tidyLine } from '#foundation';
import type { CommandContext, JobHandler } from '#runtime';
import { z } from 'zod';
import { nameSchema, optionalText, readVariables } from '../job-variables.js';
import { DOCUMENT_TYPE_NAMES } from '../numbering/document-types.js';
import { ObligationNotOpenError } from '../obligations/errors.js';
import { describedFields, describeDraft } from './drafts/describe-draft.js';
import { createDraft, reviseDraft } from './drafts/keep-draft.js';
import { refuseDraftOfOtherCase } from './drafts/refuse-draft-of-other-case.js';

const variablesSchema = z
  .object({
    /** Null where it answers nothing. */
    obligationId: z.uuid().nullish().default(null),
    leadUnit: nameSchema,
    drafter: nameSchema,
    /** Who really wrote this version, where the model says so. */
    savedBy: optionalText,
    documentType: z.enum(Object.keys(DOCUMENT_TYPE_NAMES)),
    draftSubject: z.string().overwrite(tidyLine).min(1),
    draftBody: z.string().min(1),
    result: z.string().min(1).nullish().default(null),
    outgoingDocumentId: z.uuid().nullish(),
    ...describedFields,
  })
  .refine(({ obligationId, result }) => obligationId === null || result !== null, { path: ['result'], error: 'is missing for an answer' });

type Draft = z.output<typeof variablesSchema>;

/**
 * Topic `documents.save-draft`: the document as drafted or revised, kept as a new version; of an answer also the result of
 * the work, recorded with the obligation it answers. Who wrote it is its drafter from then on, whoever had it before: he compares
 * its number. Output: outgoingDocumentId, drafter. @throws DraftOfOtherCaseError
 */
export const saveDraftHandler: JobHandler = {
  topic: 'documents.save-draft',
  async handle(job) {
    const draft = readVariables(variablesSchema, job);
    return {
      async commit(context) {
        const { documentType, draftSubject: subject, draftBody: body } = draft;
        const drafter = draft.savedBy ?? draft.drafter;
        const text = { drafter, documentType, subject, body, savedBy: drafter };
        if (draft.outgoingDocumentId) await refuseDraftOfOtherCase(context.tx, draft.outgoingDocumentId, job);
        const { id, version } = draft.outgoingDocumentId
          ? await reviseDraft(context, draft.outgoingDocumentId, text)
          : await createDraft(context, { ...text, draftingUnit: draft.leadUnit });
        await describeDraft(context, id, draft);
        await recordResult(context, id, { ...draft, drafter });
        context.audit({
          subject: 'outgoing-document',
          subjectId: id,
          detail: { version, drafter, savedBy: drafter, obligationId: draft.obligationId },
        });
        return { outgoingDocumentId: id, drafter };
      },
    };
  },
};

async function recordResult({ tx, now }: CommandContext, id: string, { obligationId, result, drafter }: Draft): Promise<void> {
  if (obligationId === null) return;
  const recorded = await tx.execute(
    `update reply_obligation set result = $2, result_recorded_by = $3, result_recorded_at = $4 where id = $1 and status = 'open'`,
    [obligationId, result, drafter, now],
  );
  if (recorded === 0) throw new ObligationNotOpenError(obligationId);
  await tx.execute(
    `insert into reply_obligation_answer (obligation_id, outgoing_document_id, linked_at) values ($1, $2, $3)
     on conflict do nothing`,
    [obligationId, id, now],
  );
}

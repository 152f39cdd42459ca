import { newId, tidyLine } from '#foundation';
import type { CommandContext, JobHandler } from '#runtime';
import { z } from 'zod';
import { nameSchema, readVariables } from '../job-variables.js';
import { DOCUMENT_TYPE_NAMES } from '../numbering/document-number.js';
import { ObligationNotOpenError } from '../obligations/errors.js';
import { OutgoingNotDraftError } from './errors.js';

const variablesSchema = z.object({
  obligationId: z.uuid(),
  leadUnit: nameSchema,
  drafter: nameSchema,
  documentType: z.enum(Object.keys(DOCUMENT_TYPE_NAMES)),
  draftSubject: z.string().overwrite(tidyLine).min(1),
  draftBody: z.string().min(1),
  result: z.string().min(1),
  outgoingDocumentId: z.uuid().nullish(),
});

type Draft = z.output<typeof variablesSchema>;

/**
 * Topic `documents.save-draft`: the answer as drafted or revised, kept as a new version, and the result of the work,
 * recorded with the obligation it answers. Output: outgoingDocumentId.
 */
export const saveDraftHandler: JobHandler = {
  topic: 'documents.save-draft',
  async handle(job) {
    const draft = readVariables(variablesSchema, job);
    return {
      async commit(context) {
        const { id, version } = draft.outgoingDocumentId
          ? await reviseDocument(context, draft.outgoingDocumentId, draft)
          : await createDocument(context, draft);
        await keepVersion(context, id, version, draft);
        await recordResult(context, id, draft);
        context.audit({
          subject: 'outgoing-document',
          subjectId: id,
          detail: { version, drafter: draft.drafter, obligationId: draft.obligationId },
        });
        return { outgoingDocumentId: id };
      },
    };
  },
};

interface DraftVersion {
  readonly id: string;
  readonly version: number;
}

async function createDocument({ tx, now }: CommandContext, draft: Draft): Promise<DraftVersion> {
  const id = newId();
  await tx.execute(
    `insert into outgoing_document (id, status, document_type, subject, drafting_unit, drafted_by, version, created_at)
     values ($1, 'draft', $2, $3, $4, $5, 1, $6)`,
    [id, draft.documentType, draft.draftSubject, draft.leadUnit, draft.drafter, now],
  );
  return { id, version: 1 };
}

async function reviseDocument({ tx }: CommandContext, id: string, draft: Draft): Promise<DraftVersion> {
  const [revised] = await tx.query<DraftVersion>(
    `update outgoing_document set document_type = $2, subject = $3, drafted_by = $4, version = version + 1
     where id = $1 and status = 'draft' returning id, version`,
    [id, draft.documentType, draft.draftSubject, draft.drafter],
  );
  if (revised === undefined) throw new OutgoingNotDraftError(id);
  return revised;
}

async function keepVersion({ tx, now }: CommandContext, id: string, version: number, draft: Draft): Promise<void> {
  await tx.execute(
    `insert into outgoing_draft_version (document_id, version, document_type, subject, body, saved_by, saved_at)
     values ($1, $2, $3, $4, $5, $6, $7)`,
    [id, version, draft.documentType, draft.draftSubject, draft.draftBody, draft.drafter, now],
  );
}

async function recordResult({ tx, now }: CommandContext, id: string, draft: Draft): Promise<void> {
  const recorded = await tx.execute(
    `update reply_obligation set result = $2, result_recorded_by = $3, result_recorded_at = $4 where id = $1 and status = 'open'`,
    [draft.obligationId, draft.result, draft.drafter, now],
  );
  if (recorded === 0) throw new ObligationNotOpenError(draft.obligationId);
  await tx.execute(
    `insert into reply_obligation_answer (obligation_id, outgoing_document_id, linked_at) values ($1, $2, $3)
     on conflict do nothing`,
    [draft.obligationId, id, now],
  );
}

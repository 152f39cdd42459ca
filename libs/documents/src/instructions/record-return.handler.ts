import { newId } from '#foundation';
import type { JobHandler } from '#runtime';
import { z } from 'zod';
import { nameSchema, readVariables } from '../job-variables.js';
import { NotInstructedError } from './errors.js';

const variablesSchema = z.object({
  documentId: z.uuid(),
  leadUnit: nameSchema,
  returnedBy: nameSchema,
  returnReason: z.string().min(1),
});

/** Topic `documents.record-return`: the lead unit gives the document back to the leader (trả lại), with its reason. */
export const recordReturnHandler: JobHandler = {
  topic: 'documents.record-return',
  async handle(job) {
    const { documentId, leadUnit, returnedBy, returnReason } = readVariables(variablesSchema, job);
    return {
      async commit({ tx, now, audit }) {
        const recorded = await tx.execute(
          `insert into instruction_return (id, instruction_id, unit_code, returned_by, reason, returned_at)
           select $2, i.id, $3, $4, $5, $6 from instruction i where i.document_id = $1 and i.current`,
          [documentId, newId(), leadUnit, returnedBy, returnReason, now],
        );
        if (recorded === 0) throw new NotInstructedError(documentId);
        audit({ subject: 'incoming-document', subjectId: documentId, detail: { unit: leadUnit, returnedBy } });
      },
    };
  },
};

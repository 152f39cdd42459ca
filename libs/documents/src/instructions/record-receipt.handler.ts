import { newId } from '#foundation';
import type { JobHandler } from '#runtime';
import { z } from 'zod';
import { nameSchema, optionalText, readVariables } from '../job-variables.js';

const variablesSchema = z.object({ documentId: z.uuid(), informationUnit: nameSchema, readBy: nameSchema, note: optionalText });

/** Topic `documents.record-receipt`: somebody has confirmed for his unit that it has read the document (47/QĐ-STP §11.3). */
export const recordReceiptHandler: JobHandler = {
  topic: 'documents.record-receipt',
  async handle(job) {
    const { documentId, informationUnit, readBy, note } = readVariables(variablesSchema, job);
    return {
      async commit({ tx, now, audit }) {
        await tx.execute(
          `insert into instruction_receipt (id, document_id, unit_code, read_by, read_at, note) values ($1, $2, $3, $4, $5, $6)`,
          [newId(), documentId, informationUnit, readBy, now, note],
        );
        audit({ subject: 'incoming-document', subjectId: documentId, detail: { unit: informationUnit, readBy } });
      },
    };
  },
};

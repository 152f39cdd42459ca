import type { JobHandler } from '#runtime';
import { z } from 'zod';
import { nameSchema, readVariables } from '../job-variables.js';
import { OutgoingNotIssuedError } from './errors.js';

const variablesSchema = z.object({ outgoingDocumentId: z.uuid(), verifiedBy: nameSchema });

/** Topic `documents.file-outgoing`: who has compared the number with the original, and when (171/QĐ-BDT §8). */
export const fileOutgoingHandler: JobHandler = {
  topic: 'documents.file-outgoing',
  async handle(job) {
    const { outgoingDocumentId, verifiedBy } = readVariables(variablesSchema, job);
    return {
      async commit({ tx, now, audit }) {
        const filed = await tx.execute(
          `update outgoing_document set number_verified_by = $2, number_verified_at = $3 where id = $1 and status = 'issued'`,
          [outgoingDocumentId, verifiedBy, now],
        );
        if (filed === 0) throw new OutgoingNotIssuedError(outgoingDocumentId);
        audit({ subject: 'outgoing-document', subjectId: outgoingDocumentId, detail: { verifiedBy } });
      },
    };
  },
};

import { closeDeadlines } from '#deadlines';
import type { JobHandler } from '#runtime';
import { z } from 'zod';
import { optionalText, readVariables } from '../job-variables.js';
import { IncomingDocumentNotFoundError, ReplyStillOwedError } from './errors.js';

const variablesSchema = z.object({ documentId: z.uuid(), result: optionalText });

/**
 * Topic `documents.close-incoming`: the document is dealt with. `result` is what the lead unit reported where no reply
 * was required. Refuses while a reply is owed: a model that leads here too early stands as a failed job.
 */
export const closeIncomingHandler: JobHandler = {
  topic: 'documents.close-incoming',
  async handle(job) {
    const { documentId, result } = readVariables(variablesSchema, job);
    return {
      async commit(context) {
        const { tx, now, audit } = context;
        const owed = await tx.execute(`select 1 from reply_obligation where document_id = $1 and status = 'open'`, [documentId]);
        if (owed > 0) throw new ReplyStillOwedError(documentId);
        const touched = await tx.execute(
          `update incoming_document set status = 'closed', closed_at = $2, handling_result = $3 where id = $1`,
          [documentId, now, result],
        );
        if (touched === 0) throw new IncomingDocumentNotFoundError(documentId);
        await closeDeadlines(context, 'incoming-document', [documentId]);
        audit({ subject: 'incoming-document', subjectId: documentId });
      },
    };
  },
};

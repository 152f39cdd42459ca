import { closeDeadlines } from '#deadlines';
import type { JobHandler } from '#runtime';
import { z } from 'zod';
import { optionalText, readVariables } from '../job-variables.js';
import { IncomingDocumentNotFoundError, ReplyStillOwedError } from './errors.js';

const variablesSchema = z.object({ documentId: z.uuid(), result: optionalText });

/**
 * Topic `documents.close-incoming`: the document is dealt with. `result` is what the lead unit reported where no reply
 * was required. Refuses while a reply is owed: a model that leads here too early stands as a failed job. Unless the reply is
 * worked on in another part of the case, because its answer does not stand any more: then that closes the document.
 */
export const closeIncomingHandler: JobHandler = {
  topic: 'documents.close-incoming',
  async handle(job) {
    const { documentId, result } = readVariables(variablesSchema, job);
    return {
      async commit(context) {
        const { tx, now, audit } = context;
        const [owed] = await tx.query<{ elsewhere: boolean }>(OWED_STILL, [documentId]);
        if (owed?.elsewhere === false) throw new ReplyStillOwedError(documentId);
        if (owed !== undefined) {
          audit({ subject: 'incoming-document', subjectId: documentId, detail: { replyStillOwed: true } });
          return;
        }
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

/** The open obligation of document $1, and whether its reply is worked on beside the instance that began the case. */
const OWED_STILL = `
  select exists (select from process_instance i
                 where i.root_instance_id = d.instance_id and i.id <> d.instance_id
                   and i.parent_instance_id is null and i.status = 'active') as elsewhere
  from reply_obligation o join incoming_document d on d.id = o.document_id
  where o.document_id = $1 and o.status = 'open'`;

import { dateInZone, newId } from '#foundation';
import type { CommandContext, JobHandler } from '#runtime';
import { z } from 'zod';
import { readVariables } from '../../job-variables.js';
import { OutgoingNotIssuedError } from '../errors.js';
import { queueMails } from '../mail/queue-mails.js';
import { parseRecipients } from './parse-recipients.js';
import { resolveRecipients } from './resolve-recipients.js';

const variablesSchema = z.object({ outgoingDocumentId: z.uuid() });

/**
 * Topic `documents.send-outgoing`: the Nơi nhận of an issued document become rows, and whoever is reached by mail a row of
 * the outbox; the mail itself goes out after the commit. Does nothing where that was done before; of a document that
 * was recalled or replaced before, nothing is mailed.
 */
export const sendOutgoingHandler: JobHandler = {
  topic: 'documents.send-outgoing',
  async handle(job) {
    const { outgoingDocumentId } = readVariables(variablesSchema, job);
    return { commit: (context) => sendToRecipients(context, outgoingDocumentId) };
  },
};

async function sendToRecipients(context: CommandContext, id: string): Promise<void> {
  const { tx, now, zone } = context;
  const [document] = await tx.query<{ recipients: string[] | null; status: string; isDone: boolean }>(
    `select recipients, status, voided_at is not null or exists (select from outgoing_recipient where document_id = d.id) as "isDone"
     from outgoing_document d where d.id = $1 for no key update`,
    [id],
  );
  if (document?.status !== 'issued') throw new OutgoingNotIssuedError(id);
  // Sent by an earlier run of this job, or voided before the first.
  if (document.isDone) return context.nothingChanged();
  const written = parseRecipients((document.recipients ?? []).join('\n'));
  const recipients = (await resolveRecipients(tx, { documentId: id, day: dateInZone(now, zone) }, written)).map((each, position) => ({ ...each, id: newId(), position }));
  await tx.execute(
    `insert into outgoing_recipient (id, document_id, position, name, kind, email, address, unit_code, copies, correspondent_id, organ_id)
     select r.id, $1, r.position, r.name, r.kind, r.email, r.address, r."unitCode", r.copies, r."correspondentId", r."organId"
     from jsonb_to_recordset($2::jsonb) as r(id uuid, position integer, name text, kind text, email text, address text,
       "unitCode" text, copies integer, "correspondentId" uuid, "organId" text)`,
    [id, JSON.stringify(recipients)],
  );
  const ended = await tx.query(`select from outgoing_act where document_id = $1 and kind in ('recall', 'replace')`, [id]);
  const mails = ended.length > 0 ? 0 : await queueMails(context, id, null);
  context.audit({ subject: 'outgoing-document', subjectId: id, detail: { recipients: recipients.length, mails } });
}

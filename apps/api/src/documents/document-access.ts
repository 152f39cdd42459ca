import type { Database } from '#database';
import { type Attachment, AttachmentNotFoundError } from '#documents';
import { NotAllowedError } from '../access/errors.js';
import type { Principal } from '../access/principal.js';

/**
 * Who may read a document (47/QĐ-STP §17, 171/QĐ-BDT §12: nobody reads what is not theirs). Those whose post is to
 * handle or oversee all documents read all of them; everyone else reads those that an instruction or a task brought to
 * them or to their unit.
 */
export const READERS_OF_ALL = ['clerk', 'leader', 'chief-of-office', 'manager', 'admin'] as const;

export function readsEveryDocument({ groups }: Principal): boolean {
  return READERS_OF_ALL.some((group) => groups.includes(group));
}

/** Over `incoming_document d`; $1 login, $2 groups, $3 unit codes. */
const BROUGHT_TO_READER = `(
  exists (select from instruction i join instruction_unit iu on iu.instruction_id = i.id
          where i.document_id = d.id and i.current and iu.unit_code = any($3))
  or exists (select from process_instance case_part join user_task t on t.instance_id = case_part.id
             where case_part.root_instance_id = d.instance_id
               and (t.assignee = $1 or t.completed_by = $1 or $1 = any(t.candidate_users)
                    or t.candidate_groups && $2 or t.escalated_to && $2)))`;

/** Over `outgoing_document g`: drafted in the reader's unit, or the answer to a document that he reads. */
const OUTGOING_TO_READER = `(
  g.drafted_by = $1 or g.drafting_unit = any($3)
  or exists (select from reply_obligation_answer a
             join reply_obligation o on o.id = a.obligation_id
             join incoming_document d on d.id = o.document_id
             where a.outgoing_document_id = g.id and ${BROUGHT_TO_READER}))`;

const READABLE = {
  incoming: `select d.id from incoming_document d where ($4::uuid is null or d.id = $4) and ${BROUGHT_TO_READER}`,
  outgoing: `select g.id from outgoing_document g where ($4::uuid is null or g.id = $4) and ${OUTGOING_TO_READER}`,
};

/** Ids of the documents that somebody reads who does not read all of them. */
export async function readableDocuments(
  database: Database,
  direction: 'incoming' | 'outgoing',
  principal: Principal,
  only?: string,
): Promise<string[]> {
  const units = principal.groups
    .filter((group) => group.startsWith('unit:'))
    .map((group) => group.slice('unit:'.length));
  const rows = await database.query<{ id: string }>(READABLE[direction], [
    principal.login,
    principal.groups,
    units,
    only ?? null,
  ]);
  return rows.map(({ id }) => id);
}

/** @throws NotAllowedError unless the principal may read the document. */
export async function refuseNonReaders(
  database: Database,
  direction: 'incoming' | 'outgoing',
  principal: Principal,
  documentId: string,
): Promise<void> {
  if (readsEveryDocument(principal)) return;
  const [readable] = await readableDocuments(database, direction, principal, documentId);
  if (readable === undefined)
    throw new NotAllowedError('Neither an instruction nor a task brought this document to you or your unit.');
}

/** A file is read by the readers of its document; before it belongs to one, by whoever uploaded it. */
export async function refuseNonReadersOfAttachment(
  database: Database,
  principal: Principal,
  attachment: Attachment,
): Promise<void> {
  const { incomingDocumentId, outgoingDocumentId, storedBy, id } = attachment;
  if (incomingDocumentId !== null) return refuseNonReaders(database, 'incoming', principal, incomingDocumentId);
  if (outgoingDocumentId !== null) return refuseNonReaders(database, 'outgoing', principal, outgoingDocumentId);
  if (storedBy !== principal.login) throw new AttachmentNotFoundError(id);
}

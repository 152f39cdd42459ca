import type { Database, Transaction } from '#database';
import { type Attachment, AttachmentNotFoundError } from '#files';
import { DocumentForbiddenError } from './errors.js';

/** Whoever wants to read: login and groups as their posts give them. */
export interface DocumentReader {
  readonly login: string;
  readonly groups: readonly string[];
}

/**
 * Who may read a document (47/QĐ-STP §17, 171/QĐ-BDT §12: nobody reads what is not theirs). Those whose post is to
 * handle or oversee all documents read all of them; everyone else reads those that an instruction or a task brought to
 * them or to their unit, and what was shared with them in a work file or by an assignment.
 */
export const READERS_OF_ALL = ['clerk', 'leader', 'chief-of-office', 'manager', 'admin'] as const;

/** By what else than his post, his unit or a task somebody reads a document; what is left out counts. */
interface Ways {
  /** false: that it was shared with him does not. */
  readonly shared?: boolean;
  /** false: that his opinion was asked does not. */
  readonly asked?: boolean;
  /** false: that it was issued to his unit, or linked by hand to a document that he reads, does not. */
  readonly received?: boolean;
}

/**
 * @param borrowed false: what he reads only because it was shared with him, or to give his opinion, does not count
 * @throws DocumentForbiddenError unless the reader may read the document.
 */
export async function refuseNonReaders(
  database: Pick<Database | Transaction, 'query'>,
  direction: 'incoming' | 'outgoing',
  reader: DocumentReader,
  documentId: string,
  { borrowed = true }: { readonly borrowed?: boolean } = {},
): Promise<void> {
  const [table, readable] =
    direction === 'incoming' ? ['incoming_document', readableIncoming] : ['outgoing_document', readableOutgoing];
  const found = await database.query(`select from ${table} d where d.id = $1 and ${readable('d', 2, { shared: borrowed, asked: borrowed })}`, [
    documentId,
    ...readerParameters(reader),
  ]);
  if (found.length === 0) throw new DocumentForbiddenError(documentId);
}

/**
 * Whether he reads how an outgoing document came about: its drafts, what was said to them, what it answers. Who only
 * received it, or has it by a work file that was shared with him, reads what was issued; who is asked about it reads all.
 */
export async function readsDrafts(database: Database, reader: DocumentReader, documentId: string): Promise<boolean> {
  const found = await database.query(`select from outgoing_document d where d.id = $1 and ${readableOutgoing('d', 2, { shared: false, received: false })}`, [
    documentId,
    ...readerParameters(reader),
  ]);
  return found.length > 0;
}

/** @throws DocumentForbiddenError unless he reads its drafts. */
export async function refuseNonReadersOfDrafts(database: Database, reader: DocumentReader, documentId: string): Promise<void> {
  if (!(await readsDrafts(database, reader, documentId))) throw new DocumentForbiddenError(documentId);
}

/**
 * A file is read by the readers of its document; before it belongs to one, by whoever uploaded it.
 * @throws DocumentForbiddenError, AttachmentNotFoundError
 */
export async function refuseNonReadersOfAttachment(
  database: Database,
  reader: DocumentReader,
  { id, incomingDocumentId, outgoingDocumentId, storedBy }: Attachment,
): Promise<void> {
  if (incomingDocumentId !== null) await refuseNonReaders(database, 'incoming', reader, incomingDocumentId);
  else if (outgoingDocumentId !== null) await refuseNonReaders(database, 'outgoing', reader, outgoingDocumentId);
  else if (storedBy !== reader.login) throw new AttachmentNotFoundError(id);
}

/**
 * Condition over an `incoming_document` under the alias `document`; `first` is the number of the first parameter.
 */
export function readableIncoming(document: string, first: number, { shared = true, asked = true }: Ways = {}): string {
  const [login, units] = [`$${first}::text`, `$${first + 2}::text[]`];
  return `(${login} is null
    or exists (select from instruction i join instruction_unit iu on iu.instruction_id = i.id
               where i.document_id = ${document}.id and i.current and iu.unit_code = any(${units}))
    or exists (select from process_instance part join user_task t on t.instance_id = part.id
               where part.root_instance_id = ${document}.instance_id
                 and t.status <> 'cancelled'
                 and ${broughtBy('t', first)})
    ${asked ? askedAbout(`${document}.instance_id`, first) : ''}
    ${shared ? sharedWith(`shared.incoming_document_id = ${document}.id`, first) : ''})`;
}

/**
 * The same over an `outgoing_document`: drafted in the reader's unit, brought to him by a task, issued to his unit, or the
 * answer to a document that he reads.
 */
export function readableOutgoing(document: string, first: number, { shared = true, asked = true, received = true }: Ways = {}): string {
  const [login, units] = [`$${first}::text`, `$${first + 2}::text[]`];
  return `(${login} is null or ${document}.drafted_by = ${login} or ${document}.drafting_unit = any(${units})
    or exists (select from user_task t where t.instance_id = ${document}.instance_id
               and ${broughtBy('t', first)})
    ${asked ? askedAbout(`${document}.instance_id`, first) : ''}
    ${received ? `or exists (select from outgoing_recipient sent where sent.document_id = ${document}.id and sent.unit_code = any(${units}))` : ''}
    or exists (select from reply_obligation_answer answer
                 join reply_obligation obligation on obligation.id = answer.obligation_id
                 join incoming_document answered on answered.id = obligation.document_id
               where answer.outgoing_document_id = ${document}.id ${received ? '' : 'and answer.linked_by is null'}
                 and ${readableIncoming('answered', first, { shared, asked })})
    ${shared ? sharedWith(`shared.outgoing_document_id = ${document}.id`, first) : ''})`;
}

/** A task brings its documents to those who have it, see it or did it; of an operator only to those whose work it is. */
function broughtBy(task: string, first: number): string {
  const [login, groups] = [`$${first}::text`, `$${first + 1}::text[]`];
  return `(${task}.completed_by = ${login} or ${task}.escalated_to && ${groups}
    or (${task}.assignee = ${login} or ${login} = any(${task}.candidate_users) or ${task}.candidate_groups && ${groups})
      and (${task}.work_of is null or ${task}.work_of && (${groups} || ${login})))`;
}

/** His opinion was asked in a task of its case. A list of his few cases: it is made once, however many documents are looked at. */
function askedAbout(instance: string, first: number): string {
  return `or ${instance} in (select unnest(array[c.instance_id, part.root_instance_id])
                          from consulted_person c join process_instance part on part.id = c.instance_id
                          where c.login = $${first}::text)`;
}

/** It lies in a work file that he reads, or came with an assignment: the view is that of the lib of work files. */
function sharedWith(isDocument: string, first: number): string {
  return `or exists (select from shared_document shared
               where ${isDocument} and (shared.login = $${first}::text or shared.group_name = any($${first + 1}::text[])))`;
}

/**
 * The three parameters that {@link readableIncoming} and {@link readableOutgoing} take, in this order. The first, the
 * login, is null for readers of all documents and where nobody's rights are asked.
 */
export function readerParameters(reader: DocumentReader | undefined): [string | null, readonly string[], readonly string[]] {
  if (reader === undefined || READERS_OF_ALL.some((group) => reader.groups.includes(group))) return [null, [], []];
  const units = reader.groups.filter((group) => group.startsWith('unit:')).map((group) => group.slice('unit:'.length));
  return [reader.login, reader.groups, units];
}

/**
 * Condition over an entry of a contents list under this alias: it may hold a state secret, and nobody has decided yet. Its
 * content is locked, or a clerk was asked about one of its files. What was removed is decided.
 */
export function isUndecidedSecret(entry: string): string {
  return `(exists (select from incoming_document d
             where d.id = ${entry}.incoming_document_id and d.content_locked_at is not null and d.content_removed_at is null)
    or exists (select from outgoing_document d
             where d.id = ${entry}.outgoing_document_id and d.content_locked_at is not null and d.content_removed_at is null)
    or exists (select from attachment a left join gate_question q on q.attachment_id = a.id and q.answer is null
             where (a.id = ${entry}.attachment_id or a.incoming_document_id = ${entry}.incoming_document_id
                    or a.outgoing_document_id = ${entry}.outgoing_document_id)
               and (q.id is not null or (a.content_locked_at is not null and a.content_removed_at is null))))`;
}

/** The same of a whole work file under this alias. */
export function holdsUndecidedSecret(file: string): string {
  return `exists (select from work_file_entry undecided
    where undecided.work_file_id = ${file}.id and undecided.removed_at is null and ${isUndecidedSecret('undecided')})`;
}

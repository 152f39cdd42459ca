import { newId } from '#foundation';
import type { CommandContext } from '#runtime';
import type { Entry } from './add-entry.command.js';

/** Puts an entry behind all others of a file that the caller has locked. @param by login @returns its id */
export async function appendEntry(context: CommandContext, fileId: string, entry: Entry, by: string): Promise<string> {
  const { tx, now } = context;
  const id = newId();
  await tx.execute(
    `insert into work_file_entry (id, work_file_id, position, incoming_document_id, outgoing_document_id, attachment_id,
                                  note, added_by, added_at)
     select $1, $2, coalesce(max(position), 0) + 1, $3, $4, $5, $6, $7, $8 from work_file_entry where work_file_id = $2`,
    [
      id,
      fileId,
      entry.kind === 'incoming' ? entry.documentId : null,
      entry.kind === 'outgoing' ? entry.documentId : null,
      entry.kind === 'attachment' ? entry.attachmentId : null,
      entry.note ?? null,
      by,
      now,
    ],
  );
  const { note: _note, ...named } = entry;
  context.audit({ subject: 'work-file', subjectId: fileId, detail: { entryId: id, added: named } });
  return id;
}

import type { Transaction } from '#database';

/** Whether a document lies in a file now. */
export async function liesInFile(tx: Transaction, fileId: string, documentId: string): Promise<boolean> {
  const found = await tx.query(
    `select from work_file_entry where work_file_id = $1 and removed_at is null and $2 in (incoming_document_id, outgoing_document_id)`,
    [fileId, documentId],
  );
  return found.length > 0;
}

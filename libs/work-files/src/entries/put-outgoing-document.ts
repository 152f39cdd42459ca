import type { CommandContext } from '#runtime';
import { lockWorkFile } from '../files/lock-work-file.js';
import { appendEntry } from './append-entry.js';
import { liesInFile } from './lies-in-file.js';

/**
 * Puts an outgoing document into the open file that its drafter chose when he might add to it; one that lies there already
 * stays once.
 * @param by login of whoever files it
 * @returns false where the file is open no more @throws WorkFileNotFoundError
 */
export async function putOutgoingDocument(
  context: CommandContext,
  { fileId, documentId, by }: { readonly fileId: string; readonly documentId: string; readonly by: string },
): Promise<boolean> {
  const { status } = await lockWorkFile(context.tx, fileId);
  if (status !== 'open') return false;
  if (!(await liesInFile(context.tx, fileId, documentId))) await appendEntry(context, fileId, { kind: 'outgoing', documentId }, by);
  return true;
}

import type { Transaction } from '#database';
import { linkAttachments } from '#files';
import { tidyText } from '#foundation';
import type { Command, CommandContext } from '#runtime';
import { z } from 'zod';
import { AlreadyInFileError, WorkFileRefusedError } from '../errors.js';
import { lockWorkFile, requireOpen } from '../files/lock-work-file.js';
import { type Person, requireContributor } from '../rights.js';
import { appendEntry } from './append-entry.js';
import { liesInFile } from './lies-in-file.js';

const note = z.string().overwrite(tidyText).min(1).max(2000);

/** What is put into a file: a document of the registers, a file that was uploaded, or a note. */
export const entrySchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('incoming'), documentId: z.uuid(), note: note.optional() }),
  z.strictObject({ kind: z.literal('outgoing'), documentId: z.uuid(), note: note.optional() }),
  z.strictObject({ kind: z.literal('attachment'), attachmentId: z.uuid(), note: note.optional() }),
  z.strictObject({ kind: z.literal('note'), note }),
]);

export type Entry = z.output<typeof entrySchema>;

export interface AddEntryInput {
  readonly fileId: string;
  readonly entry: Entry;
  /** The caller's groups today. */
  readonly groups: readonly string[];
}

/**
 * Throws unless a document is there and the person may read it in his own right, not because a file was shared with him: what
 * is lent is not lent on. Documents are another lib's, so the app hands it in.
 */
export type RequireDocument = (tx: Transaction, direction: 'incoming' | 'outgoing', person: Person, documentId: string) => Promise<void>;

/**
 * Puts something at the end of the contents list of an open file (ND 30 §29.2). A document may lie in several files; all who
 * read the file read it from then on.
 * @throws WorkFileNotFoundError, WorkFileForbiddenError, WorkFileNotOpenError, AlreadyInFileError, WorkFileRefusedError,
 * AttachmentsNotLinkableError, and what `requireDocument` throws
 */
export function addEntry(requireDocument: RequireDocument): Command<AddEntryInput, { id: string }> {
  return {
    name: 'work-files.add-entry',
    request: ({ fileId, entry }) => ({ fileId, entry }),
    async run(context, { fileId, entry, groups }) {
      const { tx, caller } = context;
      const person = { login: caller.actor, groups };
      // The contents list has one writer at a time: its order has no two entries in one place.
      const file = await lockWorkFile(tx, fileId);
      await requireContributor(tx, person, fileId);
      requireOpen(file);
      if (entry.kind === 'incoming' || entry.kind === 'outgoing') {
        await requireDocument(tx, entry.kind, person, entry.documentId);
        if (await liesInFile(tx, fileId, entry.documentId)) throw new AlreadyInFileError(entry.documentId);
      }
      if (entry.kind === 'attachment') await takeAttachment(context, fileId, entry.attachmentId);
      return { id: await appendEntry(context, fileId, entry, caller.actor) };
    },
  };
}

/** Only what one has uploaded himself: until then nobody else may read it. */
async function takeAttachment(context: CommandContext, fileId: string, attachmentId: string): Promise<void> {
  const foreign = await context.tx.query('select from attachment where id = $1 and stored_by <> $2', [
    attachmentId,
    context.caller.actor,
  ]);
  if (foreign.length > 0) {
    throw new WorkFileRefusedError([
      { where: 'attachmentId', code: 'attachment-of-others', what: 'was uploaded by somebody else', mend: 'Upload the file yourself.' },
    ]);
  }
  await linkAttachments(context, attachmentId, { workFileId: fileId });
}

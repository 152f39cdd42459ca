import { newId } from '#foundation';
import type { CommandContext } from '#runtime';
import { OutgoingNotDraftError } from '../errors.js';

/** The text of a draft, and who wrote it. */
export interface DraftText {
  readonly documentType: string;
  readonly subject: string;
  readonly body: string;
  readonly savedBy: string;
}

export interface DraftVersion {
  readonly id: string;
  readonly version: number;
}

export interface NewDraft extends DraftText {
  readonly draftingUnit: string;
  /** Who answers for it; mostly whoever wrote it. */
  readonly drafter: string;
}

/** A new document as draft, with its first version. */
export async function createDraft(context: CommandContext, draft: NewDraft): Promise<DraftVersion> {
  const id = newId();
  await context.tx.execute(
    `insert into outgoing_document (id, status, document_type, subject, drafting_unit, drafted_by, version, created_at)
     values ($1, 'draft', $2, $3, $4, $5, 1, $6)`,
    [id, draft.documentType, draft.subject, draft.draftingUnit, draft.drafter, context.now],
  );
  return keepVersion(context, { id, version: 1 }, draft);
}

/**
 * A new version, or the latest one where nothing of the text has changed since: that, too, has a new drafter, who answers for it
 * from then on, but is none of its authors. @throws OutgoingNotDraftError
 */
export async function reviseDraft(context: CommandContext, id: string, draft: DraftText & { readonly drafter: string }): Promise<DraftVersion> {
  const [latest] = await context.tx.query<DraftText & DraftVersion>(
    `select d.id, d.version, v.document_type as "documentType", v.subject, v.body, v.saved_by as "savedBy"
     from outgoing_document d join outgoing_draft_version v on v.document_id = d.id and v.version = d.version
     where d.id = $1 and d.status = 'draft' for no key update of d`,
    [id],
  );
  if (latest === undefined) throw new OutgoingNotDraftError(id);
  const { documentType, subject, body } = draft;
  if (latest.documentType === documentType && latest.subject === subject && latest.body === body) {
    await context.tx.execute('update outgoing_document set drafted_by = $2 where id = $1 and drafted_by <> $2', [id, draft.drafter]);
    return latest;
  }
  await context.tx.execute(
    'update outgoing_document set document_type = $2, subject = $3, drafted_by = $4, version = version + 1 where id = $1',
    [id, documentType, subject, draft.drafter],
  );
  return keepVersion(context, { id, version: latest.version + 1 }, draft);
}

async function keepVersion({ tx, now }: CommandContext, version: DraftVersion, draft: DraftText): Promise<DraftVersion> {
  await tx.execute(
    `insert into outgoing_draft_version (document_id, version, document_type, subject, body, saved_by, saved_at)
     values ($1, $2, $3, $4, $5, $6, $7)`,
    [version.id, version.version, draft.documentType, draft.subject, draft.body, draft.savedBy, now],
  );
  return version;
}

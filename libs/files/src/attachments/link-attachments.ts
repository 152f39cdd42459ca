import type { Transaction } from '#database';
import type { Finding } from '#foundation';
import type { CommandContext } from '#runtime';
import { AttachmentLockedError, AttachmentsNotLinkableError } from '../errors.js';

/** What a file belongs to, with the column that says so. */
const OWNER_COLUMNS = {
  incomingDocumentId: 'incoming_document_id',
  outgoingDocumentId: 'outgoing_document_id',
  workFileId: 'work_file_id',
  incidentId: 'incident_id',
  websiteArticleId: 'website_article_id',
} as const;

type OwnerKind = keyof typeof OWNER_COLUMNS;

/** Names one owner by its id. */
export type AttachmentOwner =
  | { readonly incomingDocumentId: string }
  | { readonly outgoingDocumentId: string }
  | { readonly workFileId: string }
  | { readonly incidentId: string }
  | { readonly websiteArticleId: string };

interface Candidate {
  readonly id: string;
  readonly free: boolean;
  readonly storedBy: string;
  readonly replaces: string | null;
  readonly locked: boolean;
}

interface Replaced extends Readonly<Record<OwnerKind, string | null>> {
  readonly id: string;
  readonly current: boolean;
  readonly locked: boolean;
}

/**
 * One finding per attachment that does not exist, was uploaded by another or is taken, or is a later version of what this
 * document does not have. Until it is linked only whoever uploaded a file may read it, so nobody else gives it to others.
 * Locks the rows, so that the answer holds until the end.
 * @param attached as the field of the request names them: `attachmentIds`, or `attachmentId` of a single one
 * @param owner absent: a document that does not exist yet, so that there is nothing to replace
 * @throws AttachmentLockedError where one of them, or what it replaces, may be a state secret
 */
export async function findUnlinkable(
  { tx, caller }: Pick<CommandContext, 'tx' | 'caller'>,
  attached: readonly string[] | string,
  owner?: AttachmentOwner,
): Promise<Finding[]> {
  const attachmentIds = idsOf(attached);
  const rows = await tx.query<Candidate>(
    `select id, linked_at is null as free, stored_by as "storedBy", replaces, content_locked_at is not null as locked
     from attachment where id = any($1) order by id for update`,
    [attachmentIds],
  );
  const candidates = new Map(rows.map((row) => [row.id, row]));
  const replaced = await lockReplaced(tx, rows);
  const locked = [...rows, ...replaced.values()].find((row) => row.locked);
  if (locked !== undefined) throw new AttachmentLockedError(locked.id);
  const taken = new Set<string>();
  return attachmentIds.flatMap((id, index) => {
    const where = typeof attached === 'string' ? 'attachmentId' : `attachmentIds[${index}]`;
    const candidate = candidates.get(id);
    if (candidate === undefined) return [{ where, code: 'attachment-unknown', what: `there is no attachment ${id}`, mend: 'Upload the file first.' }];
    if (!candidate.free) return [{ where, code: 'attachment-taken', what: `attachment ${id} belongs to a document already`, mend: 'Upload the file again.' }];
    if (candidate.storedBy !== caller.actor) return [{ where, code: 'attachment-of-others', what: 'was uploaded by somebody else', mend: 'Upload the file yourself.' }];
    if (candidate.replaces === null) return [];
    const earlier = replaced.get(candidate.replaces);
    if (earlier === undefined || !belongsTo(earlier, owner)) {
      return [{ where, code: 'attachment-replaces-other', what: 'replaces a file of another document', mend: 'Attach it to the document whose file it replaces.' }];
    }
    if (!earlier.current || taken.has(earlier.id)) {
      const what = `replaces ${earlier.id}, which has a later version already`;
      return [{ where, code: 'attachment-replaced-already', what, mend: 'Upload it as the next version of that.' }];
    }
    taken.add(earlier.id);
    return [];
  });
}

/** Gives attachments to a document, a work file, an incident or an article that {@link findUnlinkable} found nothing against in this transaction. */
export async function takeAttachments(
  { tx, now }: CommandContext,
  attachmentIds: readonly string[],
  owner: AttachmentOwner,
): Promise<void> {
  const [kind, ownerId] = Object.entries(owner)[0] as [OwnerKind, string];
  await tx.execute(
    `update attachment a set ${OWNER_COLUMNS[kind]} = $2, linked_at = $3,
       version = coalesce((select earlier.version from attachment earlier where earlier.id = a.replaces), 0) + 1
     where id = any($1)`,
    [attachmentIds, ownerId, now],
  );
  await tx.execute(
    `update attachment earlier set replaced_by = later.id
     from attachment later where later.id = any($1) and earlier.id = later.replaces`,
    [attachmentIds],
  );
}

/**
 * Checks attachments and gives them to a document.
 * @throws AttachmentsNotLinkableError with one finding per attachment, AttachmentLockedError
 */
export async function linkAttachments(
  context: CommandContext,
  attached: readonly string[] | string,
  owner: AttachmentOwner,
): Promise<void> {
  const findings = await findUnlinkable(context, attached, owner);
  if (findings.length > 0) throw new AttachmentsNotLinkableError(findings);
  await takeAttachments(context, idsOf(attached), owner);
}

function idsOf(attached: readonly string[] | string): readonly string[] {
  return typeof attached === 'string' ? [attached] : attached;
}

async function lockReplaced(tx: Transaction, candidates: readonly Candidate[]): Promise<Map<string, Replaced>> {
  const ids = candidates.flatMap(({ replaces }) => replaces ?? []);
  if (ids.length === 0) return new Map();
  const rows = await tx.query<Replaced>(
    `select id, replaced_by is null as current, content_locked_at is not null as locked, incoming_document_id as "incomingDocumentId",
            outgoing_document_id as "outgoingDocumentId", work_file_id as "workFileId", incident_id as "incidentId",
            website_article_id as "websiteArticleId"
     from attachment where id = any($1) order by id for update`,
    [ids],
  );
  return new Map(rows.map((row) => [row.id, row]));
}

function belongsTo(earlier: Replaced, owner: AttachmentOwner | undefined): boolean {
  return Object.entries(owner ?? {}).some(([kind, id]) => earlier[kind as OwnerKind] === id);
}

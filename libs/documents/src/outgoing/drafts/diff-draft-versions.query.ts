import type { Database } from '#database';
import { type DiffPart, diffWords, marked } from './diff-words.js';
import { DraftVersionNotFoundError } from './errors.js';

interface VersionText {
  readonly version: number;
  readonly documentType: string;
  readonly subject: string;
  readonly body: string;
  readonly savedBy: string;
  readonly savedByName: string | null;
  readonly savedAt: string;
}

export type ComparedVersion = Omit<VersionText, 'subject' | 'body'>;

export interface DraftDifference {
  readonly from: ComparedVersion;
  readonly to: ComparedVersion;
  readonly subject: DiffPart[];
  readonly body: DiffPart[];
  /** Subject and body in one text to read: `[-removed-]`, `{+added+}`. */
  readonly text: string;
}

/** What changed from one version of a draft to another, by words. @throws DraftVersionNotFoundError */
export async function diffDraftVersions(
  database: Database,
  { documentId, from, to }: { readonly documentId: string; readonly from: number; readonly to: number },
): Promise<DraftDifference> {
  const versions = await database.query<VersionText>(
    `select v.version, v.document_type as "documentType", v.subject, v.body, v.saved_by as "savedBy",
            p.full_name as "savedByName", v.saved_at as "savedAt"
     from outgoing_draft_version v left join person p on p.login = v.saved_by
     where v.document_id = $1 and v.version in ($2, $3)`,
    [documentId, from, to],
  );
  const [old, fresh] = [from, to].map((wanted) => {
    const found = versions.find(({ version }) => version === wanted);
    if (found === undefined) throw new DraftVersionNotFoundError(documentId, wanted);
    return found;
  }) as [VersionText, VersionText];
  const [subject, body] = [diffWords(old.subject, fresh.subject), diffWords(old.body, fresh.body)];
  return { from: named(old), to: named(fresh), subject, body, text: `${marked(subject)}\n\n${marked(body)}` };
}

function named({ subject: _subject, body: _body, ...version }: VersionText): ComparedVersion {
  return version;
}

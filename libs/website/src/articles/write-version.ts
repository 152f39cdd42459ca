import { takeAttachments } from '#files';
import type { CommandContext } from '#runtime';
import type { ArticleInput } from './article.schema.js';
import { newFiles } from './find-faults.js';

/** Adds the words of an article that was looked at, with its files; what was written before stays. */
export async function writeVersion(
  context: CommandContext,
  article: { readonly id: string; readonly version: number; readonly fileIds: readonly string[]; readonly reason: string | null },
  input: ArticleInput,
): Promise<void> {
  const { tx, now, caller } = context;
  await tx.execute(
    `insert into website_article_version (article_id, version, title, summary, body, section, urgency, kind, author_name, author_address, source,
       collector_name, collector_address, attachment_ids, reason, written_by, written_at, captions)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18::jsonb)`,
    [
      article.id,
      article.version,
      input.title,
      input.summary,
      input.body,
      input.section,
      input.urgency,
      input.kind,
      input.authorName,
      input.authorAddress,
      input.source ?? null,
      input.collectorName ?? null,
      input.collectorAddress ?? null,
      input.attachmentIds,
      article.reason,
      caller.actor,
      now,
      JSON.stringify(input.captions),
    ],
  );
  const fresh = newFiles(input.attachmentIds, article.fileIds);
  if (fresh.length > 0) await takeAttachments(context, fresh, { websiteArticleId: article.id });
}

/** Of all its versions. */
export async function filesOf({ tx }: CommandContext, articleId: string): Promise<string[]> {
  const files = await tx.query<{ id: string }>('select distinct unnest(attachment_ids) as id from website_article_version where article_id = $1', [articleId]);
  return files.map(({ id }) => id);
}

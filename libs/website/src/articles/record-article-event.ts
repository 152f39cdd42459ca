import { newId } from '#foundation';
import type { CommandContext } from '#runtime';

export const ARTICLE_EVENTS = [
  'submitted',
  'revised',
  'correction-submitted',
  'scheduled',
  'published',
  'corrected',
  'returned',
  'resubmitted',
  'refused',
  'lapsed',
  'withdrawn',
  'taken-down',
  'stopped',
  'cancelled',
] as const;

export interface ArticleEvent {
  readonly kind: (typeof ARTICLE_EVENTS)[number];
  readonly version: number;
  /** Login; `system` where nobody acted. */
  readonly actor: string;
  readonly text?: string | null;
}

/** Adds a line to what happened to an article, and the same without its text to the audit trail. */
export async function recordArticleEvent(context: CommandContext, articleId: string, { kind, version, actor, text = null }: ArticleEvent): Promise<void> {
  await context.tx.execute(
    `insert into website_article_event (id, article_id, version, kind, actor, at, text) values ($1, $2, $3, $4, $5, $6, $7)`,
    [newId(), articleId, version, kind, actor, context.now, text],
  );
  context.audit({ subject: 'website-article', subjectId: articleId, detail: { event: kind, version, actor } });
}

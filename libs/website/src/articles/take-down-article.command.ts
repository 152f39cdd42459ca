import type { Command } from '#runtime';
import { WebsiteForbiddenError, WebsiteStateError } from '../errors.js';
import { oversees, type WebsiteTools } from '../website-tools.js';
import { lockArticle } from './article.js';
import { recordArticleEvent } from './record-article-event.js';

export interface TakeDownArticleInput {
  readonly articleId: string;
  readonly reason: string;
  /** The caller's groups today. */
  readonly groups: readonly string[];
}

/**
 * Takes a published article off the website at once. One of the board, the chief of office or a leader does it alone, since harm goes
 * on meanwhile; it comes back by a correction that was submitted after it.
 * @throws ArticleNotFoundError, WebsiteForbiddenError, WebsiteStateError
 */
export function takeDownArticle({ tell }: Pick<WebsiteTools, 'tell'>): Command<TakeDownArticleInput, void> {
  return {
    name: 'website.take-down-article',
    request: ({ groups: _groups, ...sent }) => sent,
    async run(context, { articleId, reason, groups }) {
      const { tx, now, caller } = context;
      if (!oversees({ login: caller.actor, groups })) throw new WebsiteForbiddenError('take an article off the website');
      const article = await lockArticle(tx, articleId);
      if (article.publishedVersion === null || article.takenDownAt !== null) {
        throw new WebsiteStateError(article.label, article.takenDownAt === null ? 'not published' : 'taken down', 'taking it down');
      }
      await tx.execute('update website_article set taken_down_at = $2 where id = $1', [articleId, now]);
      await recordArticleEvent(context, articleId, { kind: 'taken-down', version: article.publishedVersion, actor: caller.actor, text: reason });
      const notice = { title: `Bài ${article.label} đã gỡ khỏi trang tin`, body: `Lý do: ${reason}`, instanceId: article.instanceId, event: `article-down:${articleId}:${now}` };
      await tell(context, { people: [article.submitter].filter((login) => login !== caller.actor), groups: [] }, notice);
    },
  };
}

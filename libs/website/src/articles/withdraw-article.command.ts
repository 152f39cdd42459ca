import { type Command, correlateMessage } from '#runtime';
import { WebsiteForbiddenError } from '../errors.js';
import { IN_HAND, lockWithCase, requireStage } from './article.js';
import { recordArticleEvent } from './record-article-event.js';

export interface WithdrawArticleInput {
  readonly articleId: string;
  readonly reason: string;
}

/**
 * Whoever wrote what is on its way takes it back; what is open ends. Of a correction the published article stands as it was. Where an
 * operator has ended the case before, only the record is brought in line.
 * @throws ArticleNotFoundError, WebsiteForbiddenError, WebsiteStateError, MessageNotCorrelatedError
 */
export const withdrawArticle: Command<WithdrawArticleInput, void> = {
  name: 'website.withdraw-article',
  async run(context, { articleId, reason }) {
    const { tx, caller } = context;
    const article = await lockWithCase(tx, articleId);
    if (article.writtenBy !== caller.actor) throw new WebsiteForbiddenError('take back what another has written');
    requireStage(article, IN_HAND, 'taking it back');
    await context.run(correlateMessage, { message: 'article.ended', correlationKey: articleId, mustMatch: article.goesOn });
    await tx.execute(`update website_article set stage = case when published_version is null then 'withdrawn' else 'published' end where id = $1`, [articleId]);
    await recordArticleEvent(context, articleId, { kind: 'withdrawn', version: article.version, actor: caller.actor, text: reason });
  },
};

import { type Command, correlateMessage } from '#runtime';
import { WebsiteForbiddenError } from '../errors.js';
import type { WebsiteTools } from '../website-tools.js';
import { answersFor } from './article-rights.js';
import { IN_HAND, leaveHand, lockWithCase, requireStage } from './article.js';
import { recordArticleEvent } from './record-article-event.js';

export interface WithdrawArticleInput {
  readonly articleId: string;
  readonly reason: string;
  /** The caller's groups today. */
  readonly groups: readonly string[];
}

/**
 * Whoever wrote what is on its way, or heads the unit that supplied it, takes it back; what is open ends. Of a correction the
 * published article stands as it was. Where the case is over without it, only the record is brought in line.
 * @throws ArticleNotFoundError, WebsiteForbiddenError, WebsiteStateError, MessageNotCorrelatedError
 */
export function withdrawArticle({ tell }: Pick<WebsiteTools, 'tell'>): Command<WithdrawArticleInput, void> {
  return {
    name: 'website.withdraw-article',
    request: ({ groups: _groups, ...sent }) => sent,
    async run(context, { articleId, reason, groups }) {
      const { tx, caller } = context;
      const article = await lockWithCase(tx, articleId);
      if (!answersFor({ login: caller.actor, groups }, article)) throw new WebsiteForbiddenError('take back what another has written');
      requireStage(article, IN_HAND, 'taking it back');
      await context.run(correlateMessage, { message: 'article.ended', correlationKey: articleId, mustMatch: article.goesOn });
      await leaveHand(tx, articleId);
      await recordArticleEvent(context, articleId, { kind: 'withdrawn', version: article.version, actor: caller.actor, text: reason });
      if (caller.actor === article.writtenBy) return;
      const notice = { title: `Bài ${article.label}: trưởng đơn vị rút`, body: `Lý do: ${reason}`, instanceId: article.instanceId, event: `article-withdrawn:${article.instanceId}` };
      await tell(context, { people: [article.writtenBy], groups: [] }, notice);
    },
  };
}

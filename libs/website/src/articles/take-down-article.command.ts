import { type Command, type CommandContext, correlateMessage } from '#runtime';
import { dateInZone } from '#foundation';
import { WebsiteForbiddenError, WebsiteStateError } from '../errors.js';
import { BOARD, oversees } from '../rights.js';
import type { WebsiteTools } from '../website-tools.js';
import { type ArticleRecord, leaveHand, lockWithCase } from './article.js';
import { recordArticleEvent } from './record-article-event.js';

export interface TakeDownArticleInput {
  readonly articleId: string;
  readonly reason: string;
  /** The caller's groups today. */
  readonly groups: readonly string[];
}

type Tools = Pick<WebsiteTools, 'tell' | 'membersOf'>;

/**
 * Takes an article off the website at once, and stops what is approved of it and waits for its day. One of the board, the chief of
 * office or a leader does it alone, since harm goes on meanwhile; it comes back by a correction whose words were written after that.
 * @throws ArticleNotFoundError, WebsiteForbiddenError, WebsiteStateError
 */
export function takeDownArticle(tools: Tools): Command<TakeDownArticleInput, void> {
  return {
    name: 'website.take-down-article',
    request: ({ groups: _groups, ...sent }) => sent,
    async run(context, { articleId, reason, groups }) {
      if (!oversees({ login: context.caller.actor, groups })) throw new WebsiteForbiddenError('take an article off the website');
      const article = await lockWithCase(context.tx, articleId);
      const stands = article.publishedVersion !== null && article.takenDownAt === null;
      const waits = article.stage === 'scheduled';
      if (!stands && !waits) throw new WebsiteStateError(article.label, article.takenDownAt === null ? 'not published' : 'taken down', 'taking it down');
      if (waits) await stop(context, article, reason);
      if (stands) await takeDown(context, articleId, { version: article.publishedVersion, reason });
      await tellOthers(context, tools, article, { title: stands ? 'đã gỡ khỏi trang tin' : 'đã duyệt nhưng thôi đăng', reason });
    },
  };
}

async function stop(context: CommandContext, { id, version, goesOn }: ArticleRecord & { readonly goesOn: boolean }, reason: string): Promise<void> {
  await context.run(correlateMessage, { message: 'article.ended', correlationKey: id, mustMatch: goesOn });
  await leaveHand(context.tx, id);
  await recordArticleEvent(context, id, { kind: 'stopped', version, actor: context.caller.actor, text: reason });
}

async function takeDown(context: CommandContext, id: string, { version, reason }: { readonly version: number; readonly reason: string }): Promise<void> {
  await context.tx.execute('update website_article set taken_down_at = $2 where id = $1', [id, context.now]);
  await recordArticleEvent(context, id, { kind: 'taken-down', version, actor: context.caller.actor, text: reason });
}

/** Whoever wrote it, and the board that approved it. */
async function tellOthers(context: CommandContext, { tell, membersOf }: Tools, article: ArticleRecord, { title, reason }: { readonly title: string; readonly reason: string }): Promise<void> {
  const { tx, now, zone, caller } = context;
  const board = await membersOf(tx, BOARD, dateInZone(now, zone));
  const people = [...new Set([article.submitter, article.writtenBy, ...board])].filter((login) => login !== caller.actor);
  const notice = { title: `Bài ${article.label} ${title}`, body: `Lý do: ${reason}`, instanceId: article.instanceId, event: `article-down:${article.id}:${now}` };
  await tell(context, { people, groups: [] }, notice);
}

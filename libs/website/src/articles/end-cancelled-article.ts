import type { CommandContext } from '#runtime';
import type { WebsiteTools } from '../website-tools.js';
import { IN_HAND, leaveHand, lockArticle } from './article.js';
import { recordArticleEvent } from './record-article-event.js';

/**
 * Where an operator has ended the case of an article, what was in hand of it is over: it waits for nobody any more, and whoever
 * wrote it hears who did that and why. Of a correction the published article stands as it was, and may be corrected anew.
 */
export async function endCancelledArticle(
  context: CommandContext,
  { tell }: Pick<WebsiteTools, 'tell'>,
  { instanceId, reason }: { readonly instanceId: string; readonly reason: string },
): Promise<void> {
  const { tx, caller } = context;
  const [found] = await tx.query<{ id: string }>(
    `select a.id from website_article a join process_instance i on i.id = a.instance_id where a.instance_id = $1 and i.status <> 'active' and a.stage = any($2)`,
    [instanceId, IN_HAND],
  );
  if (found === undefined) return;
  const article = await lockArticle(tx, found.id);
  if (!IN_HAND.includes(article.stage)) return;
  await leaveHand(tx, article.id);
  await recordArticleEvent(context, article.id, { kind: 'cancelled', version: article.version, actor: caller.actor, text: reason });
  const rest = article.publishedVersion === null ? 'Bài không đăng; nếu vẫn cần, hãy gửi lại.' : 'Bài đã đăng giữ nguyên; nếu vẫn sai, hãy đính chính lại.';
  const body = `${caller.actor} đã hủy việc xử lý. Lý do: ${reason} ${rest}`;
  const notice = { title: `Bài ${article.label}: đã hủy`, body, instanceId, event: `article-cancelled:${instanceId}` };
  await tell(context, { people: [...new Set([article.submitter, article.writtenBy])], groups: [] }, notice);
}

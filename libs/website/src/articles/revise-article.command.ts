import type { JsonObject } from '#foundation';
import { type Command, setVariables } from '#runtime';
import { ArticleRefusedError, WebsiteForbiddenError } from '../errors.js';
import { lockWithCase, requireStage } from './article.js';
import { answersFor } from './article-rights.js';
import { findFaults } from './find-faults.js';
import { recordArticleEvent } from './record-article-event.js';
import type { SubmitArticleInput } from './submit-article.command.js';
import { filesOf, writeVersion } from './write-version.js';

export interface ReviseArticleInput extends SubmitArticleInput {
  readonly articleId: string;
}

/**
 * Whoever wrote an article that was given back writes it anew, or the head of his unit does, where he is gone: then the board looks at
 * it alone. What was written before stays. It is handed in again with the task.
 * @throws ArticleNotFoundError, WebsiteForbiddenError, WebsiteStateError, ArticleRefusedError, AttachmentLockedError
 */
export const reviseArticle: Command<ReviseArticleInput, { readonly version: number }> = {
  name: 'website.revise-article',
  request: ({ groups: _groups, ...sent }) => sent,
  async run(context, { articleId, groups, ...input }) {
    const article = await lockWithCase(context.tx, articleId);
    const { actor } = context.caller;
    if (!answersFor({ login: actor, groups }, article)) throw new WebsiteForbiddenError('write anew what another has written');
    requireStage(article, ['returned'], 'writing it anew');
    const fileIds = await filesOf(context, articleId);
    const findings = await findFaults(context, input, { id: articleId, fileIds });
    if (findings.length > 0) throw new ArticleRefusedError(findings);
    const version = article.version + 1;
    await writeVersion(context, { id: articleId, version, fileIds, reason: null }, input);
    await context.tx.execute('update website_article set version = $2 where id = $1', [articleId, version]);
    if (article.goesOn) {
      const { title: subject, summary, urgency, kind } = input;
      const taken: JsonObject = actor === article.writtenBy ? {} : { submitter: actor, headAnswers: false };
      await context.run(setVariables, { instanceId: article.instanceId, variables: { subject, summary, urgency, ownStaff: kind === 'own', ...taken } });
    }
    await recordArticleEvent(context, articleId, { kind: 'revised', version, actor });
    return { version };
  },
};

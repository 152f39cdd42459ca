import { type Command, setVariables } from '#runtime';
import { ArticleRefusedError, WebsiteForbiddenError } from '../errors.js';
import { lockWithCase, requireStage } from './article.js';
import type { ArticleInput } from './article.schema.js';
import { findFaults } from './find-faults.js';
import { recordArticleEvent } from './record-article-event.js';
import { filesOf, writeVersion } from './write-version.js';

export interface ReviseArticleInput extends ArticleInput {
  readonly articleId: string;
}

/**
 * Whoever wrote an article that was given back writes it anew; what he wrote before stays. He hands it in again with his task.
 * @throws ArticleNotFoundError, WebsiteForbiddenError, WebsiteStateError, ArticleRefusedError, AttachmentLockedError
 */
export const reviseArticle: Command<ReviseArticleInput, { readonly version: number }> = {
  name: 'website.revise-article',
  async run(context, { articleId, ...input }) {
    const article = await lockWithCase(context.tx, articleId);
    if (article.writtenBy !== context.caller.actor) throw new WebsiteForbiddenError('write anew what another has written');
    requireStage(article, ['returned'], 'writing it anew');
    const fileIds = await filesOf(context, articleId);
    const findings = await findFaults(context, input, { id: articleId, fileIds });
    if (findings.length > 0) throw new ArticleRefusedError(findings);
    const version = article.version + 1;
    await writeVersion(context, { id: articleId, version, fileIds, reason: null }, input);
    await context.tx.execute('update website_article set version = $2 where id = $1', [articleId, version]);
    if (article.goesOn) {
      const { title: subject, summary, urgency, kind } = input;
      await context.run(setVariables, { instanceId: article.instanceId, variables: { subject, summary, urgency, ownStaff: kind === 'own' } });
    }
    await recordArticleEvent(context, articleId, { kind: 'revised', version, actor: context.caller.actor });
    return { version };
  },
};

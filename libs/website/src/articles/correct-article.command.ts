import type { Command } from '#runtime';
import { ArticleRefusedError, WebsiteForbiddenError, WebsiteStateError } from '../errors.js';
import { BOARD } from '../rights.js';
import { lockArticle, requireStage } from './article.js';
import { findFaults } from './find-faults.js';
import { recordArticleEvent } from './record-article-event.js';
import { startCase, type StartTools } from './start-case.js';
import type { SubmitArticleInput } from './submit-article.command.js';
import { filesOf, writeVersion } from './write-version.js';

export interface CorrectArticleInput extends SubmitArticleInput {
  readonly articleId: string;
  /** What was wrong. */
  readonly reason: string;
}

/**
 * Whoever submitted a published article, or the board, writes it corrected. It goes the way of a new one, so nobody changes alone
 * what is published; until it is approved the public reads what stood there.
 * @throws ArticleNotFoundError, WebsiteForbiddenError, WebsiteStateError, ArticleRefusedError, AttachmentLockedError
 */
export function correctArticle(tools: StartTools): Command<CorrectArticleInput, { readonly version: number; readonly instanceId: string }> {
  return {
    name: 'website.correct-article',
    request: ({ groups: _groups, ...sent }) => sent,
    async run(context, { articleId, reason, groups, ...input }) {
      const { caller, tx } = context;
      const article = await lockArticle(tx, articleId);
      if (article.submitter !== caller.actor && !groups.includes(BOARD)) throw new WebsiteForbiddenError('correct what another has submitted');
      requireStage(article, ['published'], 'correcting it');
      if (article.publishedVersion === null) throw new WebsiteStateError(article.label, 'not published', 'correcting it');
      const fileIds = await filesOf(context, articleId);
      const findings = await findFaults(context, input, { id: articleId, fileIds });
      if (findings.length > 0) throw new ArticleRefusedError(findings);
      const version = article.version + 1;
      const person = { login: caller.actor, groups };
      const instanceId = await startCase(context, tools, person, { id: articleId, label: article.label, correctionReason: reason }, input);
      await writeVersion(context, { id: articleId, version, fileIds, reason }, input);
      await tx.execute(`update website_article set version = $2, stage = 'submitted', instance_id = $3 where id = $1`, [articleId, version, instanceId]);
      await recordArticleEvent(context, articleId, { kind: 'correction-submitted', version, actor: caller.actor, text: reason });
      return { version, instanceId };
    },
  };
}

import { newId } from '#foundation';
import type { Command } from '#runtime';
import { ArticleRefusedError } from '../errors.js';
import { unitOf } from '../rights.js';
import type { ArticleInput } from './article.schema.js';
import { findFaults } from './find-faults.js';
import { recordArticleEvent } from './record-article-event.js';
import { startCase, type StartTools } from './start-case.js';
import { writeVersion } from './write-version.js';

export interface SubmitArticleInput extends ArticleInput {
  /** The caller's groups today. */
  readonly groups: readonly string[];
}

export interface SubmittedArticle {
  readonly id: string;
  /** `TB-12`: what people call it. */
  readonly label: string;
  readonly instanceId: string;
}

/**
 * Takes an article of anybody in the office (47/QĐ-STP art. 3.3, 4), and begins its case.
 * @throws ArticleRefusedError, AttachmentLockedError
 */
export function submitArticle(tools: StartTools): Command<SubmitArticleInput, SubmittedArticle> {
  return {
    name: 'website.submit-article',
    request: ({ groups: _groups, ...sent }) => sent,
    async run(context, { groups, ...input }) {
      const { tx, now, caller } = context;
      const person = { login: caller.actor, groups };
      const findings = await findFaults(context, input);
      if (findings.length > 0) throw new ArticleRefusedError(findings);
      const id = newId();
      const [next] = await tx.query<{ number: string }>(`select nextval('website_article_number') as number`);
      const label = `TB-${next!.number}`;
      const instanceId = await startCase(context, tools, person, { id, label, correctionReason: null }, input);
      await tx.execute(`insert into website_article (id, number, submitter, unit_code, submitted_at, instance_id) values ($1, $2, $3, $4, $5, $6)`, [
        id,
        next!.number,
        person.login,
        unitOf(person),
        now,
        instanceId,
      ]);
      await writeVersion(context, { id, version: 1, fileIds: [], reason: null }, input);
      await recordArticleEvent(context, id, { kind: 'submitted', version: 1, actor: person.login });
      return { id, label, instanceId };
    },
  };
}

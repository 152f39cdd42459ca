import type { JsonObject } from '#foundation';
import type { CommandContext } from '#runtime';
import { z } from 'zod';
import { WebsiteForbiddenError } from '../errors.js';
import { BOARD, type Person } from '../rights.js';
import { answersFor } from './article-rights.js';

/** What tasks of a model may say as `websiteStep` in their properties. */
const stepSchema = z.enum(['check-article', 'review-article', 'revise-article']);

/** A task and somebody who is about to do it or to get it, as far as these rules look at it. */
export interface PersonAtStep {
  readonly properties: Readonly<Record<string, string>>;
  readonly person: Person;
  readonly variables: JsonObject;
}

const idSchema = z.object({ articleId: z.uuid() });

/**
 * Nobody decides about an article that he has submitted, or whose version in hand he wrote; head and board decide by their post, or
 * who stands above them where it climbed. However the task has come to somebody: claimed, handed over or given by an operator.
 * @throws WebsiteForbiddenError
 */
export async function refuseUnfitForArticle({ tx }: CommandContext, { properties, person, variables }: PersonAtStep): Promise<void> {
  const { data: step } = stepSchema.safeParse(properties['websiteStep']);
  const { data } = idSchema.safeParse(variables);
  if (step === undefined || data === undefined) return;
  const [article] = await tx.query<{ submitter: string; unit: string | null; writer: string }>(
    `select a.submitter, a.unit_code as unit, v.written_by as writer
     from website_article a join website_article_version v on v.article_id = a.id and v.version = a.version where a.id = $1`,
    [data.articleId],
  );
  if (article === undefined) return;
  const isOwn = person.login === article.submitter || person.login === article.writer;
  if (step === 'revise-article') {
    // Whoever it was given back to hands it in, also where the head of his unit has written it anew.
    const theirs = [article.submitter, variables['submitter']].includes(person.login) || answersFor(person, { ...article, writtenBy: article.writer });
    if (!theirs) throw new WebsiteForbiddenError('write anew what another has written');
    return;
  }
  if (isOwn) throw new WebsiteForbiddenError('decide about an article of your own');
  const unit = typeof variables['submitterUnit'] === 'string' ? variables['submitterUnit'] : article.unit;
  const posts = step === 'review-article' ? [BOARD, 'leader'] : [`head:${unit}`, `deputy-head:${unit}`, 'chief-of-office', 'leader'];
  if (!posts.some((post) => person.groups.includes(post))) throw new WebsiteForbiddenError('decide what the website publishes: that is for the head of the unit and the board');
}

import { dateInZone } from '#foundation';
import { type CommandContext, startInstance } from '#runtime';
import { type Person, unitOf, type WebsiteTools } from '../website-tools.js';
import type { ArticleInput } from './article.schema.js';

/**
 * Begins the case of an article, or of its correction. The words of the article stay out of it: tasks show its title and summary.
 * @returns the id of the instance
 */
export async function startCase(
  context: CommandContext,
  { membersOf }: Pick<WebsiteTools, 'membersOf'>,
  person: Person,
  article: { readonly id: string; readonly label: string; readonly correctionReason: string | null },
  { title, summary, urgency, kind }: ArticleInput,
): Promise<string> {
  const unit = unitOf(person);
  const heads = unit === null ? [] : await membersOf(context.tx, `head:${unit}`, dateInZone(context.now, context.zone));
  const { instanceId } = await context.run(startInstance, {
    key: 'article-publication',
    businessKey: article.id,
    variables: {
      articleId: article.id,
      label: article.label,
      subject: title,
      summary,
      urgency,
      correction: article.correctionReason !== null,
      reason: article.correctionReason,
      ownStaff: kind === 'own',
      submitter: person.login,
      submitterUnit: unit,
      // A head does not look at what he has written himself: then the board does alone.
      headAnswers: heads.some((login) => login !== person.login) && !heads.includes(person.login),
      decision: null,
      note: null,
      publishAt: null,
    },
  });
  return instanceId;
}

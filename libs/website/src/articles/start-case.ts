import { dateInZone } from '#foundation';
import { type CommandContext, startInstance } from '#runtime';
import { type Person, unitOf } from '../rights.js';
import type { WebsiteTools } from '../website-tools.js';
import type { ArticleInput } from './article.schema.js';

export type StartTools = Pick<WebsiteTools, 'membersOf' | 'tell'>;

/**
 * Begins the case of an article, or of its correction. The words of the article stay out of it: tasks show its title and summary.
 * A head hears at once of urgent news, which need not wait for him: until it is published he takes back what his unit supplies.
 * @returns the id of the instance
 */
export async function startCase(
  context: CommandContext,
  { membersOf, tell }: StartTools,
  person: Person,
  article: { readonly id: string; readonly label: string; readonly correctionReason: string | null },
  { title, summary, urgency, kind }: ArticleInput,
): Promise<string> {
  const unit = unitOf(person);
  const heads = unit === null ? [] : await membersOf(context.tx, `head:${unit}`, dateInZone(context.now, context.zone));
  // A head does not look at what he has written himself: then the board does alone.
  const headAnswers = heads.length > 0 && !heads.includes(person.login);
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
      headAnswers,
      decision: null,
      note: null,
      publishAt: null,
    },
  });
  if (urgency === 'urgent' && headAnswers) {
    const body = `${person.login} gửi “${title}” là tin khẩn của đơn vị; tin khẩn không chờ trưởng đơn vị. Thấy không nên đăng thì rút bài trước khi đăng.`;
    await tell(context, { people: heads, groups: [] }, { title: `Tin khẩn ${article.label} của đơn vị`, body, instanceId, event: `article-urgent:${instanceId}` });
  }
  return instanceId;
}

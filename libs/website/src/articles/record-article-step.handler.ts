import type { CommandContext, JobHandler } from '#runtime';
import { z } from 'zod';
import { NotApprovedError } from '../errors.js';
import { optionalText, readVariables } from '../job-variables.js';
import { slugOf } from '../slug.js';
import type { WebsiteTools } from '../website-tools.js';
import { type ArticleRecord, type ArticleStage, lockArticle, requireStage } from './article.js';
import { recordArticleEvent } from './record-article-event.js';

const STEPS = ['scheduled', 'published', 'returned', 'resubmitted', 'refused', 'lapsed'] as const;
type Step = (typeof STEPS)[number];

const variablesSchema = z.object({
  articleId: z.uuid(),
  step: z.enum(STEPS),
  /** Login of who has decided; null: nobody, time did. */
  actor: optionalText,
  /** Why. */
  text: optionalText,
  publishAt: z.iso.datetime({ offset: true }).nullish(),
});

const FROM: Readonly<Record<Step, ArticleStage>> = {
  scheduled: 'submitted',
  published: 'scheduled',
  returned: 'submitted',
  resubmitted: 'returned',
  refused: 'submitted',
  lapsed: 'returned',
};

/** What whoever wrote it hears; of what he has done himself nothing. */
const NOTICES: Readonly<Record<Exclude<Step, 'resubmitted'>, (text: string | null) => { readonly title: string; readonly body: string }>> = {
  scheduled: () => ({ title: 'đã được duyệt', body: 'Bài đăng vào ngày giờ Ban biên tập đã định.' }),
  published: () => ({ title: 'đã đăng', body: 'Bài đã hiện trên trang thông tin điện tử.' }),
  returned: (text) => ({ title: 'trả lại để sửa', body: `Lý do: ${text ?? 'không nêu.'}` }),
  refused: (text) => ({ title: 'không đăng', body: `Lý do: ${text ?? 'không nêu.'}` }),
  lapsed: () => ({ title: 'thôi đăng', body: 'Hết thời gian mà bài không được sửa.' }),
};

/**
 * Topic `website.record-article-step`: what was decided about an article is written down, by the input parameters `step`, `actor` and
 * `text`, and whoever wrote it hears of it. `published` puts it before the public.
 * @throws WebsiteStateError, NotApprovedError where the record does not bear what the drawing says: an operator sees a failed job
 */
export function recordArticleStepHandler(tools: Pick<WebsiteTools, 'tell'>): JobHandler {
  return {
    topic: 'website.record-article-step',
    async handle(job) {
      const { articleId, step, actor, text, publishAt } = readVariables(variablesSchema, job);
      return {
        async commit(context) {
          const article = await lockArticle(context.tx, articleId);
          requireStage(article, [FROM[step]], `the step "${step}"`);
          if (step === 'scheduled' || step === 'published') await requireApproval(context, article);
          await change(context, article, step);
          const kind = step === 'published' && article.publishedVersion !== null ? 'corrected' : step;
          await recordArticleEvent(context, articleId, { kind, version: article.version, actor: actor ?? 'system', text: step === 'scheduled' ? (publishAt ?? null) : text });
          if (step === 'resubmitted') return;
          const { title, body } = NOTICES[step](text);
          const notice = { title: `Bài ${article.label}: ${title}`, body, instanceId: article.instanceId, event: `article:${job.jobId}` };
          const heads = step === 'lapsed' && article.unit !== null ? [`head:${article.unit}`] : [];
          await tools.tell(context, { people: [...new Set([article.submitter, article.writtenBy])], groups: heads }, notice);
        },
      };
    },
  };
}

/** Nobody publishes what he wrote: the completed task of the board says who approved it, whoever has moved the case here. */
async function requireApproval({ tx }: CommandContext, { label, instanceId, submitter, writtenBy, writtenAt }: ArticleRecord): Promise<void> {
  const [last] = await tx.query<{ by: string }>(
    `select completed_by as by from user_task where instance_id = $1 and element_id = 'Task_Review' and status = 'completed' and ended_at >= $2
     order by ended_at desc limit 1`,
    [instanceId, writtenAt],
  );
  if (last === undefined || last.by === submitter || last.by === writtenBy) throw new NotApprovedError(`Article ${label}`);
}

async function change({ tx, now }: CommandContext, article: ArticleRecord, step: Step): Promise<void> {
  const { id, title, number } = article;
  if (step === 'published') {
    // One that was taken down while this was on its way stays down.
    await tx.execute(
      `update website_article set stage = 'published', published_version = version, published_at = coalesce(published_at, $2), slug = coalesce(slug, $3),
         taken_down_at = case when taken_down_at > $4 then taken_down_at end
       where id = $1`,
      [id, now, slugOf(title, number), article.writtenAt],
    );
    return;
  }
  const to = step === 'lapsed' ? 'withdrawn' : step === 'resubmitted' ? 'submitted' : step;
  const over = step === 'refused' || step === 'lapsed';
  await tx.execute(`update website_article set stage = case when $3 and published_version is not null then 'published' else $2 end where id = $1`, [id, to, over]);
}

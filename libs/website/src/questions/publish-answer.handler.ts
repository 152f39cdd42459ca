import { closeDeadlines } from '#deadlines';
import type { CommandContext, JobHandler } from '#runtime';
import { z } from 'zod';
import { NotApprovedError } from '../errors.js';
import { readVariables } from '../job-variables.js';
import { slugOf } from '../slug.js';
import { lockQuestion, QUESTION_DEADLINE, type QuestionRecord } from './question.js';
import { recordQuestionEvent } from './record-question-event.js';

const questionSchema = z.object({ questionId: z.uuid() });

/**
 * Topic `website.publish-answer`: an approved answer counts as given, and stands on the website where who asked consents and leadership says so.
 * @throws NotApprovedError where no task of a leader who did not write it bears that: an operator sees a failed job
 */
export function publishAnswerHandler(): JobHandler {
  return {
    topic: 'website.publish-answer',
    async handle(job) {
      const { questionId } = readVariables(questionSchema, job);
      return {
        async commit(context) {
          const { tx, now } = context;
          const question = await lockQuestion(tx, questionId);
          await requireApproval(context, question);
          // A correction stands where the first answer stood.
          const slug = question.slug ?? (question.publishes ? slugOf(question.publicTitle ?? '', question.number) : null);
          await tx.execute(
            `update website_question set stage = 'answered', ended_at = $2, answered_version = version, slug = $3, published_at = case when $3::text is not null then coalesce(published_at, $2::timestamptz) end,
               taken_down_at = case when $3::text is not null and not publishes then coalesce(taken_down_at, $2::timestamptz) end where id = $1`,
            [questionId, now, slug],
          );
          await closeDeadlines(context, QUESTION_DEADLINE, [questionId]);
          await recordQuestionEvent(context, questionId, { kind: 'answered', actor: 'system' });
          if (question.publishes) await recordQuestionEvent(context, questionId, { kind: 'published', actor: 'system' });
        },
      };
    },
  };
}

/** The completed task says who approved this very answer, whoever has moved the case here. */
async function requireApproval({ tx }: CommandContext, { label, stage, instanceId, writers, writtenAt }: QuestionRecord): Promise<void> {
  const [last] = await tx.query<{ by: string }>(
    `select completed_by as by from user_task where instance_id = $1 and element_id = 'Task_Approve' and status = 'completed' and ended_at >= $2
     order by ended_at desc limit 1`,
    [instanceId, writtenAt],
  );
  if (stage !== 'approved' || last === undefined || writers.includes(last.by)) throw new NotApprovedError(`The answer to ${label}`);
}

import { openDeadline } from '#deadlines';
import { dateInZone } from '#foundation';
import type { CommandContext, JobHandler } from '#runtime';
import { z } from 'zod';
import { WebsiteStateError } from '../errors.js';
import { readVariables } from '../job-variables.js';
import type { WebsiteTools } from '../website-tools.js';
import { lockQuestion, QUESTION_DEADLINE } from './question.js';

const openSchema = z.object({ questionId: z.uuid(), times: z.object({ answer: z.iso.duration() }) });

/**
 * Topic `website.open-answer-deadline`: until when the unit answers goes into the ledger of deadlines: the day that leadership has set, else by
 * the table. Sets `answerBy`, and `headAnswers`: whether somebody heads the unit.
 */
export function openAnswerDeadlineHandler({ membersOf }: Pick<WebsiteTools, 'membersOf'>): JobHandler {
  return {
    topic: 'website.open-answer-deadline',
    async handle(job) {
      const { questionId, times } = readVariables(openSchema, job);
      return {
        async commit(context) {
          const { tx, now, zone } = context;
          const question = await lockQuestion(tx, questionId);
          const { unit, answerDate, label } = question;
          if (question.stage !== 'assigned') throw new WebsiteStateError(label, question.stage, 'entering its deadline');
          const by = await assignerOf(context, questionId);
          const answerBy = await openDeadline(context, {
            instanceId: job.instanceId,
            variable: 'answerBy',
            label: `Trả lời câu hỏi ${label}`,
            subject: QUESTION_DEADLINE,
            subjectId: questionId,
            unitCode: unit,
            startedAt: now,
            startEvent: 'lãnh đạo giao trả lời câu hỏi',
            rule: answerDate === null ? { kind: 'working', duration: times.answer, from: now } : { kind: 'fixed', dueAt: await endOfDay(context, answerDate), by },
            reason: 'giao lại câu hỏi',
          });
          await tx.execute('update website_question set answer_by = $2 where id = $1', [questionId, answerBy]);
          const heads = await membersOf(tx, `head:${unit}`, dateInZone(now, zone));
          return { answerBy, headAnswers: heads.length > 0 };
        },
      };
    },
  };
}

async function assignerOf({ tx }: CommandContext, questionId: string): Promise<string> {
  const [event] = await tx.query<{ actor: string }>(`select actor from website_question_event where question_id = $1 and kind = 'assigned' order by id desc limit 1`, [questionId]);
  return event?.actor ?? 'system';
}

/** The last instant of a day of the office. */
async function endOfDay({ tx, zone }: CommandContext, day: string): Promise<string> {
  const [end] = await tx.query<{ at: string }>(`select ($1::date + time '23:59') at time zone $2 as at`, [day, zone]);
  return end!.at;
}

import type { Database } from '#database';
import { closeDeadlines, openDeadline } from '#deadlines';
import { dateInZone } from '#foundation';
import { type CommandContext, type JobHandler, PermanentFailure } from '#runtime';
import { z } from 'zod';
import { NotApprovedError, WebsiteStateError } from '../errors.js';
import { readVariables } from '../job-variables.js';
import { slugOf } from '../slug.js';
import type { WebsiteTools } from '../website-tools.js';
import { type AskerMail, mailToAsker } from './mail-to-asker.js';
import { lockQuestion, type QuestionRecord, readQuestion } from './question.js';
import { recordQuestionEvent } from './record-question-event.js';

/** Subject of the deadlines of answers in the ledger. */
export const QUESTION_DEADLINE = 'website-question';

/** What a handler reaches outside its transaction. */
export interface QuestionReach {
  readonly database: Database;
  /** Absent: the office sends no mail. */
  readonly sendMail?: (mail: AskerMail) => Promise<void>;
  /** Of the office, without a slash at its end; empty: unknown. */
  readonly address: string;
}

const openSchema = z.object({ questionId: z.uuid(), times: z.object({ answer: z.iso.duration() }) });
const questionSchema = z.object({ questionId: z.uuid() });

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

/**
 * Topic `website.mail-asker`: whoever asked gets the answer, or hears why there is none. Sent before it is settled, under the id of the job, so
 * that mail programs show a repetition once. Of a complaint nothing is left behind it. Without a mail server, or where his mailbox refuses mail
 * for good, he has his link alone. What fails names no address: operators read it.
 */
export function mailAskerHandler(reach: () => QuestionReach): JobHandler {
  return {
    topic: 'website.mail-asker',
    async handle(job) {
      const { questionId } = readVariables(questionSchema, job);
      const { database, sendMail, address } = reach();
      const question = await readQuestion(database, questionId);
      const [agency] = await database.query<{ name: string }>('select name from agency');
      const mail = mailToAsker(question, { agency: agency?.name ?? '', address, jobId: job.jobId, sentAt: job.now });
      if (mail !== undefined && sendMail === undefined) job.log.warn({ code: 'website.asker-not-mailed', instanceId: job.instanceId, jobId: job.jobId });
      job.signal.throwIfAborted();
      const event = mail === undefined || sendMail === undefined ? undefined : await send(mail, question.label, sendMail);
      return {
        async commit(context) {
          await lockQuestion(context.tx, questionId);
          if (question.stage === 'complaint') {
            await context.tx.execute(
              `update website_question set asker_name = null, asker_email = null, title = null, body = null, token_hash = null, asker_removed_at = $2 where id = $1`,
              [questionId, context.now],
            );
          }
          if (event !== undefined) await recordQuestionEvent(context, questionId, { kind: event, actor: 'system' });
        },
      };
    },
  };
}

async function send(mail: AskerMail, label: string, sendMail: (mail: AskerMail) => Promise<void>): Promise<'mailed' | 'mail-refused'> {
  try {
    await sendMail(mail);
    return 'mailed';
  } catch (error) {
    if (error instanceof PermanentFailure) return 'mail-refused';
    throw new Error(`The mail server did not take the mail about ${label}. Look whether it runs, then retry.`);
  }
}

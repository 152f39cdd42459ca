import type { Database } from '#database';
import { type JobHandler, PermanentFailure } from '#runtime';
import { z } from 'zod';
import { readVariables } from '../job-variables.js';
import { type AskerMail, mailToAsker } from './mail-to-asker.js';
import { lockQuestion, readQuestion } from './question.js';
import { recordQuestionEvent } from './record-question-event.js';

/** What a handler reaches outside its transaction. */
export interface QuestionReach {
  readonly database: Database;
  /** Absent: the office sends no mail. */
  readonly sendMail?: (mail: AskerMail) => Promise<void>;
  /** Of the office, without a slash at its end; empty: unknown. */
  readonly address: string;
}

const questionSchema = z.object({ questionId: z.uuid() });

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

import type { Command, CommandContext } from '#runtime';
import { WebsiteForbiddenError, WebsiteStateError } from '../errors.js';
import { coverAsker, coverPersonalData } from './cover-personal-data.js';
import { lockQuestionWithCase } from './question.js';
import type { AnswerInput } from './question.schema.js';
import { recordQuestionEvent } from './record-question-event.js';

export interface WriteAnswerInput extends AnswerInput {
  readonly questionId: string;
  /** The caller's groups today. */
  readonly groups: readonly string[];
}

/** The version that was written, and what the public will read of it. */
export interface WrittenAnswer {
  readonly version: number;
  readonly publicTitle: string;
  readonly publicQuestion: string;
  readonly publicAnswer: string;
}

/**
 * Whoever has the task of answering writes a version of the answer; he hands it in with his task. What was written before stays.
 * @throws QuestionNotFoundError, WebsiteForbiddenError, WebsiteStateError
 */
export const writeAnswer: Command<WriteAnswerInput, WrittenAnswer> = {
  name: 'website.write-answer',
  request: ({ questionId }) => ({ questionId }),
  async run(context, { questionId, answer, publicTitle, publicQuestion, groups }) {
    const { tx, now, caller } = context;
    const question = await lockQuestionWithCase(tx, questionId);
    const leads = groups.includes(`head:${question.unit}`);
    if (!leads && !(await holdsAnswering(context, question.instanceId))) throw new WebsiteForbiddenError('answer a question that was given to another');
    if (question.stage !== 'drafting' || !question.goesOn) throw new WebsiteStateError(question.label, question.stage, 'writing the answer');
    const version = await nextVersion(context, questionId);
    // What is corrected keeps the words that people have mended; those that were sent may be gone.
    const [title, asked] = question.answeredVersion === null ? [question.title, question.body] : [question.publicTitle, question.publicQuestion];
    const shown = {
      publicTitle: coverPersonalData(publicTitle ?? title ?? '', question.name),
      publicQuestion: coverPersonalData(publicQuestion ?? asked ?? '', question.name),
      publicAnswer: coverAsker(answer, { name: question.name, email: question.email, wrote: `${question.title}\n${question.body}` }),
    };
    await tx.execute(
      'insert into website_answer (question_id, version, body, public_title, public_question, public_body, written_by, written_at) values ($1, $2, $3, $4, $5, $6, $7, $8)',
      [questionId, version, answer, shown.publicTitle, shown.publicQuestion, shown.publicAnswer, caller.actor, now],
    );
    await tx.execute('update website_question set version = $2 where id = $1', [questionId, version]);
    await recordQuestionEvent(context, questionId, { kind: 'written', actor: caller.actor });
    return { version, ...shown };
  },
};

/** Behind all that were written: also those of a correction that was given up. */
async function nextVersion({ tx }: CommandContext, questionId: string): Promise<number> {
  const [next] = await tx.query<{ version: number }>('select coalesce(max(version), 0) + 1 as version from website_answer where question_id = $1', [questionId]);
  return next!.version;
}

async function holdsAnswering({ tx, caller }: CommandContext, instanceId: string): Promise<boolean> {
  const held = await tx.query(`select from user_task where instance_id = $1 and element_id = 'Task_Draft' and status = 'open' and assignee = $2`, [instanceId, caller.actor]);
  return held.length > 0;
}

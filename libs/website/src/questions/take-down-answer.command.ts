import type { Command } from '#runtime';
import { WebsiteForbiddenError, WebsiteStateError } from '../errors.js';
import { oversees } from '../rights.js';
import { lockQuestion } from './question.js';
import { recordQuestionEvent } from './record-question-event.js';

export interface TakeDownAnswerInput {
  readonly questionId: string;
  readonly reason: string;
  /** The caller's groups today. */
  readonly groups: readonly string[];
}

/**
 * Takes a published question with its answer off the website at once, as where it still tells who asked. One of the board, the chief of office
 * or a leader does it alone, since harm goes on meanwhile; it stays off until a correction of it is approved. Whoever asked still reads his answer by his link.
 * @throws QuestionNotFoundError, WebsiteForbiddenError, WebsiteStateError
 */
export const takeDownAnswer: Command<TakeDownAnswerInput, void> = {
  name: 'website.take-down-answer',
  request: ({ groups: _groups, ...sent }) => sent,
  async run(context, { questionId, reason, groups }) {
    const { tx, now, caller } = context;
    if (!oversees({ login: caller.actor, groups })) throw new WebsiteForbiddenError('take an answer off the website');
    const { label, stage, slug, takenDownAt } = await lockQuestion(tx, questionId);
    if (slug === null || takenDownAt !== null) throw new WebsiteStateError(label, takenDownAt === null ? stage : 'taken down', 'taking it down');
    await tx.execute('update website_question set taken_down_at = $2 where id = $1', [questionId, now]);
    await recordQuestionEvent(context, questionId, { kind: 'taken-down', actor: caller.actor, text: reason });
  },
};

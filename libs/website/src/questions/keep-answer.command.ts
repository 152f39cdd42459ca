import { cancelInstance, type Command } from '#runtime';
import { WebsiteForbiddenError, WebsiteStateError } from '../errors.js';
import type { CorrectAnswerInput } from './correct-answer.command.js';
import { giveBackAnswer } from './give-back-answer.js';
import { lockQuestionWithCase, QUESTION_OVER } from './question.js';
import { recordQuestionEvent } from './record-question-event.js';
import { mayCorrect } from './may-correct.js';

/**
 * Gives up the correction of an answer: it was right, or nobody needs another. The case of the correction ends, the question is answered as
 * it was before, and whoever asked hears nothing. By those who may begin one, until a leader has approved the new words.
 * @throws QuestionNotFoundError, WebsiteForbiddenError, WebsiteStateError
 */
export const keepAnswer: Command<CorrectAnswerInput, void> = {
  name: 'website.keep-answer',
  request: ({ groups: _groups, ...sent }) => sent,
  async run(context, { questionId, reason, groups }) {
    const { tx, now, caller } = context;
    const question = await lockQuestionWithCase(tx, questionId);
    const { id, label, stage, answeredVersion, goesOn, instanceId } = question;
    if (!mayCorrect(question, { login: caller.actor, groups })) throw new WebsiteForbiddenError('give up the correction of an answer: that is for the head of the unit and the board');
    if (answeredVersion === null || QUESTION_OVER.includes(stage) || stage === 'approved' || !goesOn) throw new WebsiteStateError(label, stage, 'giving up a correction');
    await giveBackAnswer(tx, id, now);
    await recordQuestionEvent(context, id, { kind: 'kept', actor: caller.actor, text: reason });
    await context.run(cancelInstance, { instanceId, reason });
  },
};

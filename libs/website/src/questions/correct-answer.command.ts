import { type Command, startInstance } from '#runtime';
import { WebsiteForbiddenError, WebsiteStateError } from '../errors.js';
import { NOTHING_YET } from './ask-question.command.js';
import { GIVEN } from './give-back-answer.js';
import { mayCorrect } from './may-correct.js';
import { lockQuestionWithCase } from './question.js';
import { recordQuestionEvent } from './record-question-event.js';

export interface CorrectAnswerInput {
  readonly questionId: string;
  readonly reason: string;
  /** The caller's groups today. */
  readonly groups: readonly string[];
}

/**
 * Has an answer that was given written anew, as where it is wrong or was taken down: a case of its own goes to the unit that answered, with
 * its deadline, and through head and leadership again. Meanwhile the public reads what it read before; then the new words stand at the same
 * address, also where the old ones were taken down, and whoever asked gets them. By the head of the unit, the board, the chief of office or a leader.
 * @throws QuestionNotFoundError, WebsiteForbiddenError, WebsiteStateError
 */
export const correctAnswer: Command<CorrectAnswerInput, void> = {
  name: 'website.correct-answer',
  request: ({ groups: _groups, ...sent }) => sent,
  async run(context, { questionId, reason, groups }) {
    const { tx, caller } = context;
    const { id, label, stage, unit, topic, suspected, goesOn } = await lockQuestionWithCase(tx, questionId);
    if (!mayCorrect({ unit, answeredBy: null }, { login: caller.actor, groups })) throw new WebsiteForbiddenError('have an answer corrected: that is for the head of the unit and the board');
    // Its mail may still be on its way.
    if (stage !== 'answered' || goesOn) throw new WebsiteStateError(label, stage, 'correcting its answer');
    const { instanceId } = await context.run(startInstance, {
      key: 'question-answer',
      businessKey: id,
      variables: { questionId: id, label, subject: `Sửa câu trả lời ${label}`, topic, suspected: [...suspected], ...NOTHING_YET, unit, isCorrection: true },
    });
    await tx.execute(
      `update website_question set given = ${GIVEN}, stage = 'assigned', ended_at = null, handler = null, answer_date = null, answer_by = null, words_removed_at = null, instance_id = $2 where id = $1`,
      [id, instanceId],
    );
    await recordQuestionEvent(context, id, { kind: 'reopened', actor: caller.actor, text: reason });
  },
};

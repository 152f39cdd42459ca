import { type Command, correlateMessage } from '#runtime';
import { WebsiteForbiddenError, WebsiteStateError } from '../errors.js';
import { oversees } from '../rights.js';
import { lockQuestionWithCase, OFF_THE_WEBSITE, QUESTION_OVER } from './question.js';
import { recordQuestionEvent } from './record-question-event.js';
import { nothingOfComplaint, removeWords } from './remove-words.js';

export interface TurnAwayComplaintInput {
  readonly questionId: string;
  /** The caller's groups today. */
  readonly groups: readonly string[];
}

/**
 * Whatever step a question is at, what turns out to be a complaint or a denunciation is not taken over the network (171/QĐ-BDT art. 4.2):
 * its case ends, its text goes with all that was written about it, and whoever sent it hears to send paper. By the board, the chief of office
 * or a leader; a unit that finds it tells them.
 * @throws QuestionNotFoundError, WebsiteForbiddenError, WebsiteStateError
 */
export const turnAwayComplaint: Command<TurnAwayComplaintInput, void> = {
  name: 'website.turn-away-complaint',
  request: ({ questionId }) => ({ questionId }),
  async run(context, { questionId, groups }) {
    const { tx, now, caller } = context;
    if (!oversees({ login: caller.actor, groups })) throw new WebsiteForbiddenError('say that a question is a complaint: tell the board, the chief of office or a leader');
    const { label, stage, goesOn } = await lockQuestionWithCase(tx, questionId);
    if (QUESTION_OVER.includes(stage) || !goesOn) throw new WebsiteStateError(label, stage, 'turning it away as a complaint');
    const { title, body, note, ended_at } = nothingOfComplaint(now);
    // Before its case steps: the case looks at the record for what it tells whoever sent it.
    await tx.execute(`update website_question set stage = 'complaint', title = $3, body = $4, note = $5, ended_at = $6, ${OFF_THE_WEBSITE} where id = $1`, [questionId, now, title, body, note, ended_at]);
    await recordQuestionEvent(context, questionId, { kind: 'complaint', actor: caller.actor });
    await removeWords(tx, questionId, null);
    await context.run(correlateMessage, { message: 'question.ended', correlationKey: questionId, mustMatch: true });
  },
};

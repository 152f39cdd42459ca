import { type Command, correlateMessage } from '#runtime';
import { QuestionNotFoundError, WebsiteStateError } from '../errors.js';
import { hashOfToken, lockQuestionWithCase, OFF_THE_WEBSITE, QUESTION_OVER } from './question.js';
import { recordQuestionEvent } from './record-question-event.js';

export interface WithdrawQuestionInput {
  /** The secret of the link. */
  readonly token: string;
}

/** Whoever asked takes his question back, by the link that he alone has; the case ends. @throws QuestionNotFoundError, WebsiteStateError */
export const withdrawQuestion: Command<WithdrawQuestionInput, void> = {
  name: 'website.withdraw-question',
  request: () => ({}),
  async run(context, { token }) {
    const { tx, now } = context;
    const [asked] = await tx.query<{ id: string }>('select id from website_question where token_hash = $1', [hashOfToken(token)]);
    if (asked === undefined) throw new QuestionNotFoundError();
    const { id, label, stage, goesOn } = await lockQuestionWithCase(tx, asked.id);
    if (QUESTION_OVER.includes(stage) || stage === 'approved') throw new WebsiteStateError(label, stage, 'taking it back');
    await context.run(correlateMessage, { message: 'question.ended', correlationKey: id, mustMatch: goesOn });
    await tx.execute(`update website_question set stage = 'withdrawn', ended_at = $2, ${OFF_THE_WEBSITE} where id = $1`, [id, now]);
    await recordQuestionEvent(context, id, { kind: 'withdrawn', actor: 'asker' });
  },
};

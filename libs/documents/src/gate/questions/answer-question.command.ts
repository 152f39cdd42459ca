import type { Command } from '#runtime';
import { z } from 'zod';
import { line } from '../../incoming/field-schemas.js';
import { DocumentNotFoundError, GateQuestionAnsweredError, GateQuestionNotFoundError } from '../errors.js';
import { reportSpill } from '../spills/report-spill.command.js';

/** `reason` of a `spill` would only be another place for its content. */
export const answerQuestionSchema = z.discriminatedUnion('answer', [
  z.strictObject({ answer: z.literal('not-secret'), reason: line(200).describe('Vì sao không phải; không chép nội dung.') }),
  z.strictObject({ answer: z.literal('spill').describe('Đúng là văn bản mật: bắt đầu quy trình xử lý lộ bí mật.') }),
]);

export type AnswerQuestionInput = z.output<typeof answerQuestionSchema> & {
  readonly questionId: string;
  /** The caller's groups today. */
  readonly groups: readonly string[];
};

/**
 * A clerk, who has the paper, says whether a file may be in the system: then everybody gets it again who may read it; or the
 * procedure for spilt secrets begins with its document. Gives the id of the spill, or null.
 * @throws GateQuestionNotFoundError, GateQuestionAnsweredError, SpillReportedError
 */
export const answerQuestion: Command<AnswerQuestionInput, { spillId: string | null }> = {
  name: 'documents.answer-gate-question',
  request: ({ groups: _groups, ...asked }) => asked,
  async run(context, input) {
    const { tx, now, caller } = context;
    const { questionId, answer } = input;
    // The report locks cases before documents; nothing of the question is locked before that.
    const [question] = await tx.query<{ attachmentId: string; answered: boolean; documentId: string | null }>(
      `select a.id as "attachmentId", q.answer is not null as answered,
              coalesce(a.incoming_document_id, a.outgoing_document_id) as "documentId"
       from gate_question q join attachment a on a.id = q.attachment_id where q.id = $1`,
      [questionId],
    );
    if (question === undefined) throw new GateQuestionNotFoundError(questionId);
    if (question.answered) throw new GateQuestionAnsweredError(questionId);
    const reason = input.answer === 'not-secret' ? input.reason : null;
    let spillId: string | null = null;
    if (answer === 'spill') {
      if (question.documentId === null) throw new DocumentNotFoundError(question.attachmentId);
      ({ id: spillId } = await context.run(reportSpill, { documentId: question.documentId, groups: input.groups }));
    }
    const answered = await tx.execute(
      `update gate_question set answer = $2, reason = $3, answered_at = $4, answered_by = $5 where id = $1 and answer is null`,
      [questionId, answer, reason, now, caller.actor],
    );
    if (answered === 0) throw new GateQuestionAnsweredError(questionId);
    context.audit({ subject: 'attachment', subjectId: question.attachmentId, detail: { questionId, answer, reason } });
    return { spillId };
  },
};

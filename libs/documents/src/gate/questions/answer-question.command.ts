import type { Command, CommandContext } from '#runtime';
import { z } from 'zod';
import { line } from '../../incoming/field-schemas.js';
import { GateQuestionAnsweredError, GateQuestionNotFoundError } from '../errors.js';
import { refuseLockedFile } from '../refuse-locked.js';
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
 * procedure for spilt secrets begins with its document, or with it alone where it lies in a work file. Gives the id of the
 * spill, or null.
 * @throws GateQuestionNotFoundError, GateQuestionAnsweredError, SpillReportedError, ContentLockedError
 */
export const answerQuestion: Command<AnswerQuestionInput, { spillId: string | null }> = {
  name: 'documents.answer-gate-question',
  request: ({ groups: _groups, ...asked }) => asked,
  async run(context, input) {
    const { questionId } = input;
    // A report locks cases before documents; nothing of the question is locked before that.
    const [question] = await context.tx.query<{ attachmentId: string; answered: boolean }>(
      'select attachment_id as "attachmentId", answer is not null as answered from gate_question where id = $1',
      [questionId],
    );
    if (question === undefined) throw new GateQuestionNotFoundError(questionId);
    if (question.answered) throw new GateQuestionAnsweredError(questionId);
    const { attachmentId } = question;
    const spillId = input.answer === 'spill' ? await report(context, { questionId, attachmentId, groups: input.groups }) : null;
    if (input.answer === 'not-secret') await acquit(context, { questionId, attachmentId, reason: input.reason });
    const { groups: _groups, ...detail } = input;
    context.audit({ subject: 'attachment', subjectId: attachmentId, detail });
    return { spillId };
  },
};

interface Accusation {
  readonly questionId: string;
  readonly attachmentId: string;
  readonly groups: readonly string[];
}

/** The report answers what is asked about all files that it locks, but for what another clerk has answered while it waited for them. */
async function report(context: CommandContext, { questionId, attachmentId, groups }: Accusation): Promise<string> {
  const { id } = await context.run(reportSpill, { reportedId: attachmentId, groups });
  const acquitted = await context.tx.query(`select from gate_question where id = $1 and answer = 'not-secret'`, [questionId]);
  if (acquitted.length > 0) throw new GateQuestionAnsweredError(questionId);
  return id;
}

interface Acquittal {
  readonly questionId: string;
  readonly attachmentId: string;
  readonly reason: string;
}

async function acquit({ tx, now, caller }: CommandContext, { questionId, attachmentId, reason }: Acquittal): Promise<void> {
  await refuseLockedFile(tx, attachmentId);
  const answered = await tx.execute(
    `update gate_question set answer = 'not-secret', reason = $2, answered_at = $3, answered_by = $4 where id = $1 and answer is null`,
    [questionId, reason, now, caller.actor],
  );
  if (answered === 0) throw new GateQuestionAnsweredError(questionId);
}

import { tidyText } from '#foundation';
import type { Command } from '#runtime';
import { z } from 'zod';
import { gateFields, refuseSuspected } from '../gate/refuse-suspected.js';
import { closeAnsweredObligations } from './close-answered-obligations.js';
import { lockOpenObligation, type ObligationAct } from './lock-open-obligation.js';

export const resultSchema = z.strictObject({
  result: z.string().overwrite(tidyText).min(1).max(4000).describe('Kết quả thực hiện yêu cầu của văn bản đến.'),
  ...gateFields,
});

export interface RecordResultInput extends ObligationAct, z.output<typeof resultSchema> {}

/** Whether the obligation is closed by what was done; else something of both is missing still. */
export interface Closing {
  readonly closed: boolean;
}

/**
 * The result of the work that a document asked for, recorded by hand (171/QĐ-BDT §7); a later one takes its place. The
 * obligation closes with it where what answers it was issued before.
 * @throws ObligationNotFoundError, ObligationNotOpenError, ReplyOfOthersError, DocumentForbiddenError, ContentLockedError,
 *   MustNotEnterSuspectedError
 */
export const recordResult: Command<RecordResultInput, Closing> = {
  name: 'documents.record-result',
  request: ({ groups: _, ...input }) => input,
  async run(context, { result, ...input }) {
    const { id } = await lockOpenObligation(context, input);
    const gate = await refuseSuspected(context, { body: result }, [], input);
    const { tx, now, caller } = context;
    await tx.execute('update reply_obligation set result = $2, result_recorded_by = $3, result_recorded_at = $4 where id = $1', [
      id,
      result,
      caller.actor,
      now,
    ]);
    context.audit({ subject: 'reply-obligation', subjectId: id, detail: { resultRecorded: true, ...gate } });
    const closed = await closeAnsweredObligations(context, [id]);
    return { closed: closed.length > 0 };
  },
};

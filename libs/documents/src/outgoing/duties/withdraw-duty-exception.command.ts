import { tidyText } from '#foundation';
import type { Command } from '#runtime';
import { z } from 'zod';
import { refuseLocked } from '../../gate/refuse-locked.js';
import { lockDraftInHand } from './draft-in-hand.js';
import { DutyExceptionForbiddenError, DutyExceptionNotFoundError, DutyExceptionOverError } from './errors.js';

export const withdrawDutyExceptionSchema = z.strictObject({
  reason: z.string().overwrite(tidyText).min(1).max(1000).describe('Vì sao không để người ấy làm nữa.'),
});

export interface WithdrawDutyExceptionInput extends z.output<typeof withdrawDutyExceptionSchema> {
  readonly documentId: string;
  readonly exceptionId: string;
  /** The caller's groups today. */
  readonly groups: readonly string[];
}

/**
 * Takes back the leave to do a step, while nobody has used it: whoever gave it, or a leader. The row of the document is locked
 * as by who does the step, so one of the two is told.
 * @throws OutgoingDocumentNotFoundError, ContentLockedError, DutyExceptionNotFoundError, DutyExceptionForbiddenError, DutyExceptionOverError
 */
export const withdrawDutyException: Command<WithdrawDutyExceptionInput, void> = {
  name: 'documents.withdraw-duty-exception',

  request: ({ groups: _, ...input }) => input,

  async run(context, { documentId, exceptionId, reason, groups }) {
    const { tx, now, caller } = context;
    await lockDraftInHand(context, documentId);
    await refuseLocked(tx, 'outgoing', documentId);
    const [exception] = await tx.query<{ grantedBy: string; withdrawnBy: string | null; usedBy: string | null }>(
      `select e.granted_by as "grantedBy", e.withdrawn_by as "withdrawnBy",
              (select s.done_by from outgoing_step s where s.document_id = $1 and s.exception_id = e.id limit 1) as "usedBy"
       from outgoing_duty_exception e where e.id = $2 and e.document_id = $1`,
      [documentId, exceptionId],
    );
    if (exception === undefined) throw new DutyExceptionNotFoundError(documentId, exceptionId);
    const { grantedBy, withdrawnBy, usedBy } = exception;
    if (caller.actor !== grantedBy && !groups.includes('leader')) throw new DutyExceptionForbiddenError(caller.actor, grantedBy);
    if (withdrawnBy !== null) throw new DutyExceptionOverError(exceptionId, `was taken back by ${withdrawnBy} before`);
    if (usedBy !== null) throw new DutyExceptionOverError(exceptionId, `was used by ${usedBy}, whose step stands`);
    await tx.execute('update outgoing_duty_exception set withdrawn_by = $2, withdrawn_at = $3, withdraw_reason = $4 where id = $1', [
      exceptionId,
      caller.actor,
      now,
      reason,
    ]);
    context.audit({ subject: 'outgoing-document', subjectId: documentId, detail: { exception: exceptionId, reason } });
  },
};

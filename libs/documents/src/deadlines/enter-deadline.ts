import { type DeadlineRule, openDeadline } from '#deadlines';
import type { CommandContext } from '#runtime';

/** Process variable of a case that says until when it is to be dealt with. */
const DUE_VARIABLE = 'dueAt';

/** A document in whose ledger a deadline is entered. */
export interface DocumentInLedger {
  readonly id: string;
  readonly instanceId: string;
  /** Null where no reply is required: then the document itself is due. */
  readonly obligationId: string | null;
  readonly arrivalNumber: number;
  readonly arrivalYear: number;
  readonly receivedAt: string;
}

/**
 * Enters until when a document is answered or dealt with, and by which unit; a reply that is given already is not due once more.
 * Gives the due date.
 */
export async function enterDeadline(
  context: CommandContext,
  { id, instanceId, obligationId, arrivalNumber, arrivalYear, receivedAt }: DocumentInLedger,
  { unitCode, rule }: { readonly unitCode: string | null; readonly rule: DeadlineRule },
): Promise<string> {
  if (rule.kind === 'fixed' && obligationId !== null && !(await isOwed(context, obligationId))) return rule.dueAt;
  const what = obligationId === null ? 'Giải quyết' : 'Phúc đáp';
  return openDeadline(context, {
    instanceId,
    variable: DUE_VARIABLE,
    label: `${what} văn bản số đến ${arrivalNumber}/${arrivalYear}`,
    subject: obligationId === null ? 'incoming-document' : 'reply-obligation',
    subjectId: obligationId ?? id,
    unitCode,
    startedAt: receivedAt,
    startEvent: rule.kind === 'working' ? 'có bút phê' : 'tiếp nhận văn bản',
    rule,
    reason: 'bút phê mới',
  });
}

async function isOwed({ tx }: CommandContext, obligationId: string): Promise<boolean> {
  return (await tx.query(`select from reply_obligation where id = $1 and status = 'open'`, [obligationId])).length > 0;
}

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
 * Enters until when a document is answered or dealt with, and by which unit. A reply that is given, or owed no more, has had
 * its deadline: a second one would be closed by nobody. Gives the due date.
 */
export async function enterDeadline(
  context: CommandContext,
  { id, instanceId, obligationId, arrivalNumber, arrivalYear, receivedAt }: DocumentInLedger,
  { unitCode, rule }: { readonly unitCode: string | null; readonly rule: DeadlineRule },
): Promise<string> {
  const [obligation] = await context.tx.query<{ status: string; dueAt: string }>(
    'select status, due_at as "dueAt" from reply_obligation where id = $1 for no key update',
    [obligationId],
  );
  if (obligation !== undefined && obligation.status !== 'open') return obligation.dueAt;
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

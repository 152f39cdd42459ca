import type { CommandContext } from '#runtime';
import { ContentLockedError } from '../gate/errors.js';
import { refuseNonReaders } from '../reading-rights.js';
import { ObligationNotFoundError, ObligationNotOpenError, ReplyOfOthersError } from './errors.js';
import { lockAnsweredCases } from './lock-answered-cases.js';

/** The caller's groups today, for what people do with an obligation by hand. */
export interface ObligationAct {
  readonly obligationId: string;
  readonly groups: readonly string[];
}

export interface LockedObligation {
  readonly id: string;
  readonly documentId: string;
  readonly status: string;
}

/**
 * Locks an obligation, after its case and with its document, for somebody who answers for it: the head of the lead unit or
 * his deputy, leaders and the chief of office, and whom the act names beside. He must read the document, and its content must not be locked.
 * @param also further groups that may do this
 * @throws ObligationNotFoundError, ReplyOfOthersError, DocumentForbiddenError, ContentLockedError
 */
export async function lockObligation(
  context: CommandContext,
  { obligationId: id, groups }: ObligationAct,
  also: readonly string[] = [],
): Promise<LockedObligation> {
  await lockAnsweredCases(context, [id]);
  const [found] = await context.tx.query<LockedObligation & { locked: boolean; leadUnit: string | null }>(
    `select o.id, o.document_id as "documentId", o.status, d.content_locked_at is not null as locked,
       (select unit_code from incoming_document_lead where document_id = d.id) as "leadUnit"
     from reply_obligation o join incoming_document d on d.id = o.document_id where o.id = $1 for no key update of d, o`,
    [id],
  );
  if (found === undefined) throw new ObligationNotFoundError(id);
  const { documentId, status, locked, leadUnit } = found;
  const answering = ['leader', 'chief-of-office', ...also, ...(leadUnit === null ? [] : [`head:${leadUnit}`, `deputy-head:${leadUnit}`])];
  if (!groups.some((group) => answering.includes(group))) throw new ReplyOfOthersError(id, leadUnit);
  await refuseNonReaders(context.tx, 'incoming', { login: context.caller.actor, groups }, documentId);
  if (locked) throw new ContentLockedError(`Document ${documentId}`);
  return { id, documentId, status };
}

/** The same of one that is open. @throws ObligationNotOpenError too */
export async function lockOpenObligation(context: CommandContext, act: ObligationAct, also?: readonly string[]): Promise<LockedObligation> {
  const obligation = await lockObligation(context, act, also);
  if (obligation.status !== 'open') throw new ObligationNotOpenError(act.obligationId);
  return obligation;
}

import type { Finding } from '#foundation';
import type { CommandContext } from '#runtime';
import { readableIncoming, readerParameters } from '../../reading-rights.js';
import { DraftRefusedError } from './errors.js';

/** Of a draft that is to answer something. */
interface AnsweringDraft {
  readonly obligationIds: readonly string[];
  /** The drafter's groups today. */
  readonly groups: readonly string[];
}

/**
 * Obligations that a draft is to answer: open, of documents that its drafter reads and whose content is not locked. They are
 * locked with their documents, so that nobody closes or locks them meanwhile.
 * @throws DraftRefusedError
 */
export async function refuseUnanswerable({ tx, caller }: CommandContext, { obligationIds, groups }: AnsweringDraft): Promise<void> {
  if (obligationIds.length === 0) return;
  const reader = readerParameters({ login: caller.actor, groups });
  const known = await tx.query<{ id: string; isOpen: boolean; isLocked: boolean }>(
    `select o.id, o.status = 'open' as "isOpen", d.content_locked_at is not null as "isLocked"
     from reply_obligation o join incoming_document d on d.id = o.document_id
     where o.id = any($1::uuid[]) and ${readableIncoming('d', 2)} order by d.id for share of d, o`,
    [obligationIds, ...reader],
  );
  const findings = obligationIds.flatMap((id, index): Finding[] => {
    const where = `obligationIds[${index}]`;
    const obligation = known.find((each) => each.id === id);
    if (obligation === undefined) return [{ where, code: 'obligation-unknown', what: `there is no reply obligation ${id} that you may read` }];
    if (obligation.isLocked) return [{ where, code: 'obligation-locked', what: `the content of the document of ${id} is locked` }];
    return obligation.isOpen ? [] : [{ where, code: 'obligation-closed', what: `the reply obligation ${id} is not open any more` }];
  });
  if (findings.length > 0) throw new DraftRefusedError(findings);
}

export async function linkObligations({ tx, now, caller }: CommandContext, outgoingDocumentId: string, obligationIds: readonly string[]): Promise<void> {
  await tx.execute(
    `insert into reply_obligation_answer (obligation_id, outgoing_document_id, linked_at, linked_by) select unnest($2::uuid[]), $1, $3, $4`,
    [outgoingDocumentId, obligationIds, now, caller.actor],
  );
}

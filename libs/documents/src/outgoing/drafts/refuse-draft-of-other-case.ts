import type { Transaction } from '#database';
import { DraftOfOtherCaseError } from './errors.js';

/**
 * A draft belongs to the case that was begun with it; the answer to a letter to the case of the letter, whatever part of it
 * drafts; one that a model of an agency's own began has none. Variables name it, and operators may set these.
 * @throws DraftOfOtherCaseError
 */
export async function refuseDraftOfOtherCase(
  tx: Transaction,
  documentId: string,
  { instanceId, rootInstanceId }: { readonly instanceId: string; readonly rootInstanceId: string },
): Promise<void> {
  const cases = await tx.query<{ instanceId: string }>(
    `select instance_id as "instanceId" from outgoing_document where id = $1 and instance_id is not null
     union all
     select d.instance_id from reply_obligation_answer a join reply_obligation o on o.id = a.obligation_id
       join incoming_document d on d.id = o.document_id
     where a.outgoing_document_id = $1 and a.linked_by is null and d.instance_id is not null`,
    [documentId],
  );
  const isOwn = cases.some((each) => each.instanceId === instanceId || each.instanceId === rootInstanceId);
  if (cases.length > 0 && !isOwn) throw new DraftOfOtherCaseError(documentId, instanceId);
}

import type { Transaction } from '#database';
import { OutgoingNotInForceError, OutgoingStandsForOtherError } from './errors.js';

/**
 * The number of a document that took part in an act stays: what was recalled or replaced has ended already, and what stands
 * in the place of another would leave nothing in force.
 * @throws OutgoingNotInForceError, OutgoingStandsForOtherError
 */
export async function refuseVoidOfActs(tx: Transaction, documentId: string): Promise<void> {
  const [document] = await tx.query<{ symbol: string; ended: 'recall' | 'replace' | null; others: string[] }>(
    `select d.symbol,
            (select kind from outgoing_act where document_id = d.id and kind in ('recall', 'replace')) as ended,
            array(select other.symbol from outgoing_act act join outgoing_document other on other.id = act.document_id
                  where act.by_document_id = d.id order by act.decided_at, act.id) as others
     from outgoing_document d where d.id = $1`,
    [documentId],
  );
  if (document!.ended !== null) throw new OutgoingNotInForceError(document!.symbol, document!.ended);
  if (document!.others.length > 0) throw new OutgoingStandsForOtherError(document!.symbol, document!.others);
}

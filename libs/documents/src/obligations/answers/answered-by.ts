import type { Transaction } from '#database';

/** Ids of the obligations that an outgoing document answers, in whole or in part. */
export async function answeredBy(tx: Pick<Transaction, 'query'>, outgoingDocumentId: string): Promise<string[]> {
  const answers = await tx.query<{ id: string }>('select obligation_id as id from reply_obligation_answer where outgoing_document_id = $1', [
    outgoingDocumentId,
  ]);
  return answers.map(({ id }) => id);
}

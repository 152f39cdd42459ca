import type { Transaction } from '#database';
import type { OutgoingStep } from './separation-of-duties.js';

/** The latest leave that a leader gave somebody to do a step of this document; null: none. */
export async function exceptionFor(tx: Transaction, documentId: string, step: OutgoingStep, login: string): Promise<string | null> {
  const [exception] = await tx.query<{ id: string }>(
    'select id from outgoing_duty_exception where document_id = $1 and step = $2 and person = $3 order by id desc limit 1',
    [documentId, step, login],
  );
  return exception?.id ?? null;
}

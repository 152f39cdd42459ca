import type { Transaction } from '#database';
import type { DraftInHand } from './draft-in-hand.js';
import type { OutgoingStep } from './separation-of-duties.js';

/**
 * The latest leave that a leader gave somebody to do a step of the present version of this document, and has not taken back;
 * null: none. Of a text that has changed since he has not decided so.
 */
export async function exceptionFor(tx: Transaction, { id, version }: DraftInHand, step: OutgoingStep, login: string): Promise<string | null> {
  const [exception] = await tx.query<{ id: string }>(
    `select id from outgoing_duty_exception
     where document_id = $1 and step = $2 and person = $3 and coalesce(version, $4) = $4 and withdrawn_at is null order by id desc limit 1`,
    [id, step, login, version],
  );
  return exception?.id ?? null;
}

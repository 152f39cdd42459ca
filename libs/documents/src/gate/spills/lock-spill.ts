import type { Transaction } from '#database';
import { SpillNotFoundError, SpillNotLockedError } from '../errors.js';
import { type Concerned, concernedBy } from './concerned.js';

export type SpillStatus = 'locked' | 'removing' | 'removed' | 'closed' | 'false-alarm';

/**
 * A spill in one of these states, and what it concerns. Locks its cases, then it.
 * @throws SpillNotFoundError, SpillNotLockedError
 */
export async function lockSpill(
  tx: Transaction,
  spillId: string,
  expected: readonly SpillStatus[],
): Promise<Concerned & { readonly status: SpillStatus }> {
  const [spill] = await tx.query<{ reportedId: string }>(
    'select coalesce(incoming_document_id, outgoing_document_id, attachment_id) as "reportedId" from secret_spill where id = $1',
    [spillId],
  );
  if (spill === undefined) throw new SpillNotFoundError(spillId);
  const concerned = await concernedBy(tx, spill.reportedId);
  await tx.query('select from process_instance where id = any($1::uuid[]) order by id for no key update', [concerned.cases]);
  const [now] = await tx.query<{ status: SpillStatus }>('select status from secret_spill where id = $1 for update', [spillId]);
  const { status } = now!;
  if (!expected.includes(status)) throw new SpillNotLockedError(spillId, status);
  return { ...concerned, status };
}

import type { Transaction } from '#database';
import { SpillNotFoundError, SpillNotLockedError } from '../errors.js';
import { type Concerned, concernedBy } from './concerned.js';

export type SpillStatus = 'locked' | 'removed' | 'closed' | 'false-alarm';

/**
 * A spill whose content is locked and nothing more. Locks its cases, then it.
 * @throws SpillNotFoundError, SpillNotLockedError
 */
export async function lockLockedSpill(tx: Transaction, spillId: string): Promise<Concerned> {
  const [spill] = await tx.query<{ documentId: string }>(
    'select coalesce(incoming_document_id, outgoing_document_id) as "documentId" from secret_spill where id = $1',
    [spillId],
  );
  if (spill === undefined) throw new SpillNotFoundError(spillId);
  const concerned = await concernedBy(tx, spill.documentId);
  await tx.query('select from process_instance where id = any($1::uuid[]) order by id for no key update', [concerned.cases]);
  const [now] = await tx.query<{ status: SpillStatus }>('select status from secret_spill where id = $1 for update', [spillId]);
  if (now!.status !== 'locked') throw new SpillNotLockedError(spillId, now!.status);
  return concerned;
}

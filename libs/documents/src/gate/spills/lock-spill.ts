import type { Transaction } from '#database';
import { SpillNotFoundError, SpillNotLockedError } from '../errors.js';
import { type Concerned, concernedBy } from './concerned.js';

export type SpillStatus = 'locked' | 'removing' | 'removed' | 'closed' | 'false-alarm';

/** The spill that a case of the procedure carries out, and what it concerns. */
export interface LockedSpill extends Concerned {
  readonly id: string;
  readonly status: SpillStatus;
}

/**
 * The spill whose procedure this instance is: never one that a variable names, for variables can be set. It stands in one of
 * these states. Locks the cases that it concerns, then it.
 * @throws SpillNotFoundError, SpillNotLockedError
 */
export async function lockSpill(
  tx: Transaction,
  instanceId: string,
  expected: readonly SpillStatus[],
): Promise<LockedSpill> {
  const [spill] = await tx.query<{ id: string; reportedId: string }>(
    `select id, coalesce(incoming_document_id, outgoing_document_id, attachment_id, website_article_id, website_question_id) as "reportedId"
     from secret_spill where instance_id = $1`,
    [instanceId],
  );
  if (spill === undefined) throw new SpillNotFoundError(`of case ${instanceId}`);
  const { id } = spill;
  const concerned = await concernedBy(tx, spill.reportedId);
  await tx.query('select from process_instance where id = any($1::uuid[]) order by id for no key update', [concerned.cases]);
  const [now] = await tx.query<{ status: SpillStatus }>('select status from secret_spill where id = $1 for update', [id]);
  const { status } = now!;
  if (!expected.includes(status)) throw new SpillNotLockedError(id, status);
  return { ...concerned, id, status };
}

import type { CommandContext } from '#runtime';
import { type DeadlineRow, lockDeadline } from '../ledger/deadline-row.js';
import { DeadlineClosedError } from '../ledger/errors.js';
import { type Deciding, owesInCase, requireDecider } from './deciding-rights.js';

/**
 * Locks an open deadline of a case for somebody who may decide about it.
 * @throws DeadlineNotFoundError, DeadlineForbiddenError, DeadlineClosedError
 */
export async function lockForDecision(context: CommandContext, id: string, deciding: Deciding): Promise<DeadlineRow> {
  const deadline = await lockDeadline(context, id);
  const { unitCode, instanceId, status } = deadline;
  requireDecider(deciding, { unitCode, owes: await owesInCase(context, deciding, instanceId) });
  if (status !== 'open') throw new DeadlineClosedError(id, status);
  return deadline;
}

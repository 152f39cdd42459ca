import type { CommandContext } from '#runtime';
import { type DeadlineRow, lockDeadline } from '../ledger/deadline-row.js';
import type { Deciding } from './decider.js';
import { requireDecider } from './deciding-rights.js';
import { DeadlineClosedError } from './errors.js';
import { owesInCase } from './who-owes.js';

/**
 * Locks an open deadline of a case for somebody who may decide about it. The unit that answers owes it, so its head lets the
 * clock stand still and go on while there is time left, and nothing more. Whoever has given the work decides himself.
 * @throws DeadlineNotFoundError, DeadlineForbiddenError, HigherDecisionNeededError, DeadlineClosedError
 */
export async function lockForDecision(
  context: CommandContext,
  id: string,
  deciding: Deciding,
  act: 'pause' | 'resume' | 'extension',
): Promise<DeadlineRow> {
  const deadline = await lockDeadline(context, id);
  const { unitCode, givenBy, instanceId, status, dueAt } = deadline;
  const unitOwes = act === 'extension' || Date.parse(dueAt) <= Date.parse(context.now);
  const isOwnOrder = givenBy === context.caller.actor && deciding.approver === undefined;
  if (!isOwnOrder) requireDecider(context, deciding, { unitCode, owes: await owesInCase(context, deciding, instanceId), unitOwes });
  if (status !== 'open') throw new DeadlineClosedError(id, status);
  return deadline;
}

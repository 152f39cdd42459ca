import type { CommandContext } from '#runtime';
import { DutyByHandError } from './errors.js';

/**
 * Refuses to write variables of a case of a recurring duty: they say whose part a task is, and who is asked.
 * @param names of the variables that an operator sets
 * @throws DutyByHandError
 */
export async function refuseDutyVariables({ tx }: CommandContext, instanceId: string, names: readonly string[]): Promise<void> {
  if (names.length === 0) return;
  const found = await tx.query(
    'select from process_instance i join work_programme p on p.instance_id = i.root_instance_id where i.id = $1',
    [instanceId],
  );
  if (found.length > 0) throw new DutyByHandError('Setting variables in the case of a recurring duty', 'Whoever is asked decides in his task.');
}

/** The message that ends a programme is sent by the act that records it. @throws DutyByHandError */
export function refuseDutyMessage(message: string): void {
  if (message !== 'work-programme.cancelled') return;
  throw new DutyByHandError(`The message "${message}"`, 'Cancel the programme: POST /api/v1/work-programmes/{id}/cancellation.');
}

import type { JsonObject } from '#foundation';
import type { CommandContext } from '#runtime';
import { IncidentStepRefusedError } from './errors.js';

/**
 * Whoever says that what was reported is no incident says why: the reporter reads it and may report anew (47/QĐ-STP §15.6).
 * @throws IncidentStepRefusedError
 */
export async function refuseUnreasonedRefusal({ tx }: CommandContext, { taskId, values }: { readonly taskId: string; readonly values: JsonObject }): Promise<void> {
  const { hopDecision, note } = values;
  if (hopDecision !== 'not-incident' || (typeof note === 'string' && note.trim() !== '')) return;
  const found = await tx.query('select from user_task t join process_instance p on p.id = t.instance_id join incident i on i.instance_id = p.root_instance_id where t.id = $1', [taskId]);
  if (found.length === 0) return;
  throw new IncidentStepRefusedError([{ where: 'note', code: 'incident-refusal-unreasoned', what: 'is missing', mend: 'Say why it is no incident; the reporter reads it.' }]);
}

import type { Transaction } from '#database';
import type { CommandContext } from '#runtime';
import { IncidentByHandError } from './errors.js';
import { recordEvent } from './record-event.js';

/** The process begins with a report alone: its first steps write down who reads the incident. @throws IncidentByHandError */
export function refuseIncidentStart(processKey: string): void {
  if (processKey === 'incident-escalation') throw new IncidentByHandError(`The process ${processKey}`, 'Report the incident: POST /incidents.');
}

/**
 * Refuses to write by hand anything in the case of an incident: who has not been asked does not read it (47/QĐ-STP §15.6), and an
 * operator who says who is asked, or when, would make himself one of them.
 * @param names of the variables that he sets
 * @throws IncidentByHandError
 */
export async function refuseIncidentVariables({ tx }: CommandContext, instanceId: string, names: readonly string[]): Promise<void> {
  if (names.length === 0 || (await incidentOf(tx, instanceId)) === undefined) return;
  const mend = `${ACTS} A clock is moved to a later time (POST /process-instances/{id}/timers/{key}); a table that is wrong is deployed anew.`;
  throw new IncidentByHandError(`Setting ${names.join(', ')} in the case of an incident`, mend);
}

/** Refuses to begin a step of it by hand: that may ask the next level before its time, or decide for one. @throws IncidentByHandError */
export async function refuseIncidentSteps({ tx }: CommandContext, instanceId: string, instructions: readonly { readonly type: string }[]): Promise<void> {
  if (!instructions.some(({ type }) => type.startsWith('start')) || (await incidentOf(tx, instanceId)) === undefined) return;
  throw new IncidentByHandError('Beginning a step of the case of an incident', `${ACTS} A failed step is tried again (POST /jobs/{id}/retry).`);
}

/**
 * A clock in the case of an incident is moved later only, and the progress says by whom: moved earlier it would ask a level, or take
 * the reporter's silence for his word, before they had their time. Asked before the timer is moved, with the instance locked.
 * @throws IncidentByHandError
 */
export async function followDelayedIncidentTimer(
  context: CommandContext,
  { instanceId, key, due }: { readonly instanceId: string; readonly key: number; readonly due: string },
): Promise<void> {
  const { tx, caller } = context;
  const incidentId = await incidentOf(tx, instanceId);
  if (incidentId === undefined) return;
  const [timer] = await tx.query<{ dueAt: string; isEarlier: boolean }>(
    `select due_at as "dueAt", $3::timestamptz < due_at as "isEarlier" from job where instance_id = $1 and activity_key = $2 and kind = 'timer'`,
    [instanceId, key, due],
  );
  if (timer === undefined) return;
  if (timer.isEarlier) throw new IncidentByHandError('Moving a clock of an incident to an earlier time', `${ACTS} Otherwise it runs out by itself.`);
  await tx.execute('update incident_hop set due_at = $3 where incident_id = $1 and due_at = $2 and outcome is null', [incidentId, timer.dueAt, due]);
  await recordEvent(context, incidentId, { kind: 'delayed', actor: caller.actor, text: `${timer.dueAt} → ${due}` });
}

const ACTS = 'Whoever is asked decides in his task; IT merges, others take over, the reporter withdraws.';

async function incidentOf(tx: Transaction, instanceId: string): Promise<string | undefined> {
  const [found] = await tx.query<{ id: string }>(
    'select i.id from process_instance p join incident i on i.instance_id = p.root_instance_id where p.id = $1',
    [instanceId],
  );
  return found?.id;
}

import type { CommandContext } from '#runtime';
import { IncidentByHandError } from './errors.js';

/** All that an operator may put right in the case of an incident; everything else says who is asked and reads, or what he has decided. */
const TIMES: ReadonlySet<string> = new Set(['times', 'hopTime', 'hopDueAt', 'dueAt']);

/** The process begins with a report alone: its first steps write down who reads the incident. @throws IncidentByHandError */
export function refuseIncidentStart(processKey: string): void {
  if (processKey === 'incident-escalation') throw new IncidentByHandError(`The process ${processKey}`, 'Report the incident: POST /incidents.');
}

/**
 * Refuses to write by hand, in the case of an incident, anything but its times: who has not been asked does not read it
 * (47/QĐ-STP §15.6), and an operator who says who is asked would make himself one of them.
 * @param names of the variables that he sets
 * @throws IncidentByHandError
 */
export async function refuseIncidentVariables({ tx }: CommandContext, instanceId: string, names: readonly string[]): Promise<void> {
  const deciding = names.filter((name) => !TIMES.has(name));
  if (deciding.length === 0) return;
  const found = await tx.query(`select from process_instance p join incident i on i.instance_id = p.root_instance_id where p.id = $1`, [instanceId]);
  if (found.length === 0) return;
  const mend = 'Whoever is asked decides in his task; IT merges, others take over, the reporter withdraws.';
  throw new IncidentByHandError(`Setting ${deciding.join(', ')} in the case of an incident`, mend);
}

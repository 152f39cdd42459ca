import { IncidentMessageError } from './errors.js';

const ACTS: ReadonlyMap<string, string> = new Map([
  ['incident.ended', 'Withdraw the report (POST /incidents/{id}/withdrawal) or merge it (POST /incidents/{id}/merge)'],
  ['incident.taken-over', 'Take the incident over (POST /incidents/{id}/takeover)'],
  ['incident.corrected', 'Correct kind or severity (POST /incidents/{id}/correction)'],
  ['incident.part-answered', 'Whoever reported it says whether it works (POST /incidents/{id}/confirmation)'],
]);

/**
 * By these messages the office tells a case what it has decided and recorded; sent by hand they would leave the record behind.
 * @throws IncidentMessageError with the act that sends it
 */
export function refuseIncidentMessage(message: string): void {
  const act = ACTS.get(message);
  if (act !== undefined) throw new IncidentMessageError(message, act);
}

import type { Transaction } from '#database';
import { IncidentMeasureOpenError } from './errors.js';
import { type IncidentRecord, MALWARE } from './incident.js';

/**
 * Refuses to end the case of an incident while its first measure is still to be done: a report that was a mistake, or is one of
 * many, may still have an infected machine or an open account behind it, and IT alone says that there is none (148/QĐ-SCT art. 12.8;
 * 47/QĐ-STP art. 15.5).
 * @throws IncidentMeasureOpenError
 */
export async function refuseOpenMeasure(tx: Transaction, { id, kind, label }: IncidentRecord): Promise<void> {
  const happened = await eventsOf(tx, id);
  const isIsolating = kind === MALWARE && !happened.has('isolated');
  const isSearching = happened.has('account-unknown') && !happened.has('account-searched');
  if (isIsolating || isSearching) throw new IncidentMeasureOpenError(label);
}

/** The kinds of all that has happened to an incident so far. */
export async function eventsOf(tx: Transaction, incidentId: string): Promise<ReadonlySet<string>> {
  const events = await tx.query<{ kind: string }>('select distinct kind from incident_event where incident_id = $1', [incidentId]);
  return new Set(events.map(({ kind }) => kind));
}

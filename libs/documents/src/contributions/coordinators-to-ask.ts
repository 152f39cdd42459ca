import type { Transaction } from '#database';
import type { InstructionChanges } from '../instructions/instruction-changes.js';
import type { CasePart } from '../instructions/running-case.js';

/**
 * Coordinating units that a changed instruction asks: those that are added, and those that are given another date after they had
 * been recorded as missing. Whoever is asked already, also once more, has the new date on his task.
 * @param parts what runs of the case
 */
export async function coordinatorsToAsk(
  tx: Transaction,
  documentId: string,
  { added, redated }: InstructionChanges,
  parts: readonly CasePart[],
): Promise<string[]> {
  const coordinating = (units: InstructionChanges['added']) => units.filter(({ role }) => role === 'coordinating').map(({ unit }) => unit);
  const missing = await tx.query<{ unit: string }>(
    `select latest.unit_code as unit
     from (select distinct on (unit_code) unit_code, status from document_contribution
           where document_id = $1 and unit_code = any($2) order by unit_code, recorded_at desc, id desc) latest
     where latest.status = 'missing'`,
    [documentId, coordinating(redated)],
  );
  const asked = await unitsBeingAsked(tx, parts);
  return [...coordinating(added), ...missing.map(({ unit }) => unit).filter((unit) => !asked.has(unit))];
}

/** Whose task is open, or done and about to be recorded. A task that ran out of time is cancelled: its unit is asked no more. */
async function unitsBeingAsked(tx: Transaction, parts: readonly CasePart[]): Promise<Set<unknown>> {
  const rows = await tx.query<{ partId: string }>(
    `select instance_id as "partId" from user_task where instance_id = any($1::uuid[]) and status <> 'cancelled'`,
    [parts.map(({ id }) => id)],
  );
  const working = new Set(rows.map(({ partId }) => partId));
  return new Set(parts.filter(({ id }) => working.has(id)).map(({ variables }) => variables.coordinatingUnit));
}

/** Those of a document's coordinating units from which nothing has come yet. */
export async function stillToContribute(tx: Transaction, documentId: string, coordinatingUnits: readonly string[]): Promise<string[]> {
  const given = await tx.query<{ unit: string }>(
    `select distinct unit_code as unit from document_contribution where document_id = $1 and status = 'given'`,
    [documentId],
  );
  const done = new Set(given.map(({ unit }) => unit));
  return coordinatingUnits.filter((unit) => !done.has(unit));
}

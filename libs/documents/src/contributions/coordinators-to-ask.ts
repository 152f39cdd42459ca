import type { Transaction } from '#database';
import type { InstructionChanges } from '../instructions/instruction-changes.js';

/**
 * Coordinating units that a changed instruction asks: those that are added, and those that are given another date after they had
 * been recorded as missing. Whoever is asked already has the new date on his task.
 */
export async function coordinatorsToAsk(tx: Transaction, documentId: string, { added, redated }: InstructionChanges): Promise<string[]> {
  const coordinating = (units: InstructionChanges['added']) => units.filter(({ role }) => role === 'coordinating').map(({ unit }) => unit);
  const missing = await tx.query<{ unit: string }>(
    `select latest.unit_code as unit
     from (select distinct on (unit_code) unit_code, status from document_contribution
           where document_id = $1 and unit_code = any($2) order by unit_code, recorded_at desc, id desc) latest
     where latest.status = 'missing'`,
    [documentId, coordinating(redated)],
  );
  return [...coordinating(added), ...missing.map(({ unit }) => unit)];
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

import type { Transaction } from '#database';
import type { UnitOfInstruction, UnitRole } from './write-instruction.js';

/** The instruction that holds for a document; instants are ISO 8601 UTC. */
export interface CurrentInstruction {
  readonly id: string;
  readonly content: string;
  readonly instructedBy: string;
  /** When the work began: the first instruction since the last one that was taken back, or of all; this one may have changed it. */
  readonly givenAt: string;
  readonly coordinationBefore: string | null;
  readonly coordinationDueAt: string | null;
  readonly informationDueAt: string | null;
  readonly units: readonly UnitOfInstruction[];
}

/** Undefined where there is none, or the one that was given has been taken back. It stands while the case is locked. */
export async function readCurrentInstruction(tx: Transaction, documentId: string): Promise<CurrentInstruction | undefined> {
  const [instruction] = await tx.query<Omit<CurrentInstruction, 'units'>>(
    `select id, content, instructed_by as "instructedBy",
            (select max(instructed_at) from instruction given where given.document_id = $1 and given.cause = 'given') as "givenAt",
            coordination_before as "coordinationBefore", coordination_due_at as "coordinationDueAt",
            information_due_at as "informationDueAt"
     from instruction where document_id = $1 and current`,
    [documentId],
  );
  if (instruction === undefined) return undefined;
  const units = await tx.query<UnitOfInstruction>(
    `select unit_code as unit, role, due_at as "dueAt", own_due as "ownDue" from instruction_unit where instruction_id = $1`,
    [instruction.id],
  );
  return { ...instruction, units };
}

export function leadOf({ units }: Pick<CurrentInstruction, 'units'>): UnitOfInstruction {
  return units.find(({ role }) => role === 'lead')!;
}

/** Units of a role. */
export function inRole(units: readonly { readonly unit: string; readonly role: UnitRole }[], role: UnitRole): string[] {
  return units.filter((each) => each.role === role).map(({ unit }) => unit);
}

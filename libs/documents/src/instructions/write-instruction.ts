import { newId } from '#foundation';
import type { CommandContext } from '#runtime';

export const UNIT_ROLES = ['lead', 'coordinating', 'for-information'] as const;
export type UnitRole = (typeof UNIT_ROLES)[number];

/** Why an instruction came about: the first one, one that changes another, one after the lead unit returned the document. */
export const INSTRUCTION_CAUSES = ['given', 'changed', 'returned'] as const;
export type InstructionCause = (typeof INSTRUCTION_CAUSES)[number];

export interface UnitOfInstruction {
  readonly unit: string;
  readonly role: UnitRole;
  /** ISO 8601 UTC; null: none. */
  readonly dueAt: string | null;
  /** The date was written for this unit alone. */
  readonly ownDue: boolean;
}

export interface NewInstruction {
  readonly documentId: string;
  readonly content: string;
  /** Login of the leader whose instruction it is. */
  readonly instructedBy: string;
  /** Who entered it, where that is another. */
  readonly recordedBy: string | null;
  readonly cause: InstructionCause;
  readonly reason: string | null;
  /** ISO duration: so much working time before the due date the coordinating units are to be ready; null: see the next. */
  readonly coordinationBefore: string | null;
  /** Written for all coordinating units, and for all units for information: ISO 8601 UTC. */
  readonly coordinationDueAt: string | null;
  readonly informationDueAt: string | null;
  /** Exactly one of them leads. */
  readonly units: readonly UnitOfInstruction[];
}

/** From now on it is the instruction that holds; the one before stays in the history. Gives its id. */
export async function writeInstruction({ tx, now }: CommandContext, instruction: NewInstruction): Promise<string> {
  const { documentId, units } = instruction;
  const id = newId();
  await tx.execute('update instruction set current = false where document_id = $1 and current', [documentId]);
  await tx.execute(
    `insert into instruction (id, document_id, content, instructed_by, instructed_at, recorded_by, cause, reason,
                              coordination_before, coordination_due_at, information_due_at)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)`,
    [
      id,
      documentId,
      instruction.content,
      instruction.instructedBy,
      now,
      instruction.recordedBy,
      instruction.cause,
      instruction.reason,
      instruction.coordinationBefore,
      instruction.coordinationDueAt,
      instruction.informationDueAt,
    ],
  );
  await tx.execute(
    `insert into instruction_unit (instruction_id, unit_code, role, due_at, own_due)
     select $1::uuid, u.unit, u.role, u."dueAt", u."ownDue"
     from jsonb_to_recordset($2) as u(unit text, role text, "dueAt" timestamptz, "ownDue" boolean)`,
    [id, JSON.stringify(units)],
  );
  return id;
}

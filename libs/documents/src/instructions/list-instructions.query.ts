import type { Database } from '#database';
import { changesOf, type InstructionChanges } from './instruction-changes.js';
import type { InstructionCause, UnitRole } from './write-instruction.js';

/** One instruction in the history of a document. Instants are ISO 8601 UTC. */
export interface InstructionEntry {
  readonly id: string;
  readonly cause: InstructionCause;
  readonly content: string;
  readonly instructedBy: string;
  readonly instructedByName: string | null;
  readonly instructedAt: string;
  /** Who entered what another had decided; null: whoever instructed. */
  readonly recordedBy: string | null;
  /** Why it took the place of the one before; null of a first one. */
  readonly reason: string | null;
  readonly current: boolean;
  readonly recalledAt: string | null;
  readonly recalledBy: string | null;
  readonly recallReason: string | null;
  /** The lead unit first. */
  readonly units: readonly EntryUnit[];
  /** By lead units that gave the document back while it held. */
  readonly returns: readonly InstructionReturn[];
  /** What is other than in the one before; null of the first one, and of one that follows a recall. */
  readonly changes: InstructionChanges | null;
}

export interface EntryUnit {
  readonly unit: string;
  readonly unitName: string | null;
  readonly role: UnitRole;
  readonly dueAt: string | null;
}

export interface InstructionReturn {
  readonly unit: string;
  readonly returnedBy: string;
  readonly returnedByName: string | null;
  readonly reason: string;
  readonly returnedAt: string;
}

/** Everything that was ordered about a document, the latest first: who, when, why, and what it changed. */
export async function listInstructions(database: Database, documentId: string): Promise<InstructionEntry[]> {
  const entries = await database.query<Omit<InstructionEntry, 'changes'>>(
    `select i.id, i.cause, i.content, i.instructed_by as "instructedBy", giver.full_name as "instructedByName",
       i.instructed_at as "instructedAt", i.recorded_by as "recordedBy", i.reason, i.current,
       i.recalled_at as "recalledAt", i.recalled_by as "recalledBy", i.recall_reason as "recallReason",
       (select json_agg(json_build_object('unit', iu.unit_code, 'unitName', unit.name, 'role', iu.role, 'dueAt', ${isoOf('iu.due_at')})
               order by array_position(array['lead', 'coordinating', 'for-information'], iu.role), unit.sort, iu.unit_code)
        from instruction_unit iu left join unit on unit.code = iu.unit_code where iu.instruction_id = i.id) as units,
       coalesce((select json_agg(json_build_object('unit', r.unit_code, 'returnedBy', r.returned_by, 'returnedByName', p.full_name,
                                                   'reason', r.reason, 'returnedAt', ${isoOf('r.returned_at')}) order by r.returned_at)
        from instruction_return r left join person p on p.login = r.returned_by where r.instruction_id = i.id), '[]') as returns
     from instruction i left join person giver on giver.login = i.instructed_by
     where i.document_id = $1 order by i.instructed_at, i.id`,
    [documentId],
  );
  return entries
    .map((entry, index) => {
      const before = entries[index - 1];
      const follows = before !== undefined && before.recalledAt === null;
      return { ...entry, changes: follows ? changesOf(before.units, entry.units) : null };
    })
    .reverse();
}

/** As instants are written everywhere: JSON of Postgres has them in its own form. */
function isoOf(instant: string): string {
  return `to_char(${instant} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`;
}

import type { Transaction } from '#database';
import { lockCase } from '#runtime';
import { AssignmentNotFoundError, AssignmentStateError } from './errors.js';

/** Given and not taken up, under way, refused, reported and not judged, accepted, taken back. */
export const ASSIGNMENT_STATUSES = ['given', 'accepted', 'returned', 'reported', 'done', 'recalled'] as const;
export type AssignmentStatus = (typeof ASSIGNMENT_STATUSES)[number];

export const ASSIGNMENT_KINDS = ['general', 'report', 'preparation'] as const;
export const ASSIGNMENT_URGENCIES = ['normal', 'urgent', 'very-urgent', 'flash'] as const;

/** Whoever asks: login and the groups that his posts give him today. */
export interface Person {
  readonly login: string;
  readonly groups: readonly string[];
}

/** What is looked at before an assignment changes. */
export interface AssignmentRecord {
  readonly id: string;
  readonly instanceId: string;
  readonly assigner: string;
  readonly unit: string;
  readonly toUnit: boolean;
  readonly assignee: string | null;
  readonly status: AssignmentStatus;
  readonly version: number;
}

const COLUMNS = `id, instance_id as "instanceId", assigner, unit_code as unit, to_unit as "toUnit", assignee, status, version`;

/** @throws AssignmentNotFoundError */
export async function readAssignment(tx: Transaction, id: string): Promise<AssignmentRecord> {
  return found(id, await tx.query<AssignmentRecord>(`select ${COLUMNS} from assignment where id = $1`, [id]));
}

/**
 * Locked until the transaction ends. Whoever steps its case in the same transaction does that before: a step of the case locks
 * the instance first, then this row. @throws AssignmentNotFoundError
 */
export async function lockAssignment(tx: Transaction, id: string): Promise<AssignmentRecord> {
  return found(id, await tx.query<AssignmentRecord>(`select ${COLUMNS} from assignment where id = $1 for no key update`, [id]));
}

/**
 * The same with its case, which is locked first as by every step of it: an act that another has won against is told so, and not
 * that the case takes no message. `goesOn`: no operator has ended the case. @throws AssignmentNotFoundError
 */
export async function lockWithCase(tx: Transaction, id: string): Promise<AssignmentRecord & { readonly goesOn: boolean }> {
  const { instanceId } = await readAssignment(tx, id);
  const goesOn = await lockCase(tx, instanceId);
  return { ...(await lockAssignment(tx, id)), goesOn };
}

function found(id: string, [assignment]: readonly AssignmentRecord[]): AssignmentRecord {
  if (assignment === undefined) throw new AssignmentNotFoundError(id);
  return assignment;
}

/** @param act names what was asked. @throws AssignmentStateError */
export function requireStatus({ id, status }: AssignmentRecord, allowed: readonly AssignmentStatus[], act: string): void {
  if (!allowed.includes(status)) throw new AssignmentStateError(id, status, act);
}

/** Who does it now, or is to take it up: the assignee, else the head of the unit. */
export function holdersOf({ assignee, unit }: Pick<AssignmentRecord, 'assignee' | 'unit'>): { people: string[]; groups: string[] } {
  return assignee === null ? { people: [], groups: [`head:${unit}`] } : { people: [assignee], groups: [] };
}

import type { Transaction } from '#database';
import { lockCase, type Tell } from '#runtime';
import { PasswordResetNotFoundError } from './errors.js';

/** Waiting for who confirms it; for IT; turned down; taken back; handed over; changed by the person; never used in its time. */
export const PASSWORD_RESET_STATUSES = ['asked', 'confirmed', 'refused', 'withdrawn', 'issued', 'changed', 'unused'] as const;
export type PasswordResetStatus = (typeof PASSWORD_RESET_STATUSES)[number];

export const PASSWORD_RESET_PROCESS = 'password-reset';

export interface PasswordResetRecord {
  readonly id: string;
  /** `MK-3`: what people call it. */
  readonly label: string;
  readonly login: string;
  readonly kind: 'forgotten' | 'exposed';
  readonly enteredBy: string;
  readonly confirmGroups: readonly string[];
  readonly status: PasswordResetStatus;
  readonly confirmedBy: string | null;
  readonly issuedAt: string | null;
  readonly instanceId: string;
}

/** What this needs of others; the app hands it in. */
export interface PasswordResetTools {
  readonly tell: Tell;
  /** Logins of the people in a group on a day `YYYY-MM-DD`. */
  readonly membersOf: (tx: Transaction, group: string, onDate: string) => Promise<string[]>;
}

const COLUMNS = `id, 'MK-' || number as label, login, kind, entered_by as "enteredBy", confirm_groups as "confirmGroups", status,
  confirmed_by as "confirmedBy", issued_at as "issuedAt", instance_id as "instanceId"`;

/** Locked behind its case, as every step of the case takes them. @throws PasswordResetNotFoundError */
export async function lockWithCase(tx: Transaction, id: string): Promise<PasswordResetRecord & { readonly goesOn: boolean }> {
  const [found] = await tx.query<{ instanceId: string }>('select instance_id as "instanceId" from password_reset where id = $1', [id]);
  if (found === undefined) throw new PasswordResetNotFoundError(id);
  const goesOn = await lockCase(tx, found.instanceId);
  return { ...(await lockOfCase(tx, found.instanceId)), goesOn };
}

/** That of a case, whatever its variables say. @throws PasswordResetNotFoundError */
export async function lockOfCase(tx: Transaction, instanceId: string): Promise<PasswordResetRecord> {
  const [found] = await tx.query<PasswordResetRecord>(`select ${COLUMNS} from password_reset where instance_id = $1 for no key update`, [instanceId]);
  if (found === undefined) throw new PasswordResetNotFoundError(instanceId);
  return found;
}

/** The same by one of its tasks. @throws PasswordResetNotFoundError */
export async function lockOfTask(tx: Transaction, taskId: string): Promise<PasswordResetRecord> {
  const [task] = await tx.query<{ instanceId: string }>('select instance_id as "instanceId" from user_task where id = $1', [taskId]);
  return lockOfCase(tx, task?.instanceId ?? taskId);
}

import type { Transaction } from '#database';
import { MailboxRequestNotFoundError } from './errors.js';
import type { MailboxRequestInput, Wanted } from './mailbox-request.schema.js';

/** Waiting for a decision; being carried out; turned down; taken back; done; given up while it was carried out. */
export const MAILBOX_REQUEST_STATUSES = ['asked', 'approved', 'refused', 'withdrawn', 'done', 'failed'] as const;
export type MailboxRequestStatus = (typeof MAILBOX_REQUEST_STATUSES)[number];

export const MAILBOX_REQUEST_KINDS = ['create', 'rename', 'people', 'suspend', 'resume', 'remove'] as const;
export type MailboxRequestKind = MailboxRequestInput['kind'];

/** The process that carries a request through. */
export const MAILBOX_REQUEST_PROCESS = 'unit-mailbox-change';

/** What is asked for, as people read it. */
export const NAMES_OF_KINDS: Readonly<Record<MailboxRequestKind, string>> = {
  create: 'Lập hộp thư',
  rename: 'Đổi địa chỉ hộp thư thành',
  people: 'Đổi người quản lý, người dùng hộp thư',
  suspend: 'Tạm dừng hộp thư',
  resume: 'Mở lại hộp thư',
  remove: 'Hủy hẳn hộp thư',
};

export interface MailboxRequestRecord {
  readonly id: string;
  /** `HT-3`: what people call it. */
  readonly label: string;
  readonly kind: MailboxRequestKind;
  readonly unit: string;
  /** Null before one that is asked for is made. */
  readonly mailboxId: string | null;
  readonly address: string;
  readonly wanted: Wanted;
  readonly reason: string;
  readonly requestedBy: string;
  readonly approvers: readonly string[];
  readonly status: MailboxRequestStatus;
  readonly decidedBy: string | null;
  readonly appliedAt: string | null;
  readonly instanceId: string;
}

const COLUMNS = `id, 'HT-' || number as label, kind, unit_code as unit, mailbox_id as "mailboxId", address, wanted, reason,
  requested_by as "requestedBy", approvers, status, decided_by as "decidedBy", applied_at as "appliedAt", instance_id as "instanceId"`;

/** Locked until the transaction ends. The case is locked before it. @throws MailboxRequestNotFoundError */
export async function lockRequest(tx: Transaction, id: string): Promise<MailboxRequestRecord> {
  return found(id, await tx.query<MailboxRequestRecord>(`select ${COLUMNS} from mailbox_request where id = $1 for no key update`, [id]));
}

/**
 * That of a case, however its variables were set: nobody makes a case carry out the request of another by naming it.
 * @throws MailboxRequestNotFoundError
 */
export async function lockRequestOfCase(tx: Transaction, instanceId: string): Promise<MailboxRequestRecord> {
  const rows = await tx.query<MailboxRequestRecord>(`select ${COLUMNS} from mailbox_request where instance_id = $1 for no key update`, [instanceId]);
  return found(instanceId, rows);
}

/** The same by one of its tasks. @throws MailboxRequestNotFoundError */
export async function lockRequestOfTask(tx: Transaction, taskId: string): Promise<MailboxRequestRecord> {
  const [task] = await tx.query<{ instanceId: string }>('select instance_id as "instanceId" from user_task where id = $1', [taskId]);
  return lockRequestOfCase(tx, task?.instanceId ?? taskId);
}

function found(id: string, [request]: readonly MailboxRequestRecord[]): MailboxRequestRecord {
  if (request === undefined) throw new MailboxRequestNotFoundError(id);
  return request;
}

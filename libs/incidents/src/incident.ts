import type { Transaction } from '#database';
import { type CommandContext, lockCase, type Tell } from '#runtime';
import { IncidentNotFoundError, IncidentOfOtherCaseError, IncidentStateError } from './errors.js';

/** Waiting for somebody to take it, taken, fixed and not confirmed, over; no incident, taken back, part of another, with the procedure for secrets, ended by an operator. */
export const INCIDENT_STATUSES = ['reported', 'handling', 'fixed', 'closed', 'refused', 'withdrawn', 'merged', 'handed-over', 'cancelled'] as const;
export type IncidentStatus = (typeof INCIDENT_STATUSES)[number];

/** In these something is still to be done. */
export const OPEN: readonly IncidentStatus[] = ['reported', 'handling', 'fixed'];

export const INCIDENT_SEVERITIES = ['low', 'normal', 'high', 'critical'] as const;
export type IncidentSeverity = (typeof INCIDENT_SEVERITIES)[number];

/** As people read them. */
export const SEVERITY_NAMES: Readonly<Record<IncidentSeverity, string>> = { low: 'Nhẹ', normal: 'Thường', high: 'Nghiêm trọng', critical: 'Đặc biệt nghiêm trọng' };

/** A grade as people read it, whatever an earlier version has stored. */
export function severityName(severity: string): string {
  return SEVERITY_NAMES[severity as IncidentSeverity] ?? severity;
}

/** The kinds that the process knows by their codes; the office may have any other beside them. */
export const PASSWORD_EXPOSURE = 'password-exposure';
export const SECRET_CONTENT = 'secret-content';
export const MALWARE = 'malware';

/** Whoever asks: login and the groups that his posts give him today. */
export interface Person {
  readonly login: string;
  readonly groups: readonly string[];
}

/** What is looked at before an incident changes. */
export interface IncidentRecord {
  readonly id: string;
  /** `SC-12`. */
  readonly label: string;
  readonly title: string;
  readonly kind: string;
  readonly severity: IncidentSeverity;
  /** Login of the account that it has locked. */
  readonly exposedLogin: string | null;
  readonly reporter: string;
  readonly status: IncidentStatus;
  readonly handler: string | null;
  readonly askedGroups: readonly string[];
  readonly instanceId: string;
}

/** What this lib needs of others; the app hands it in. All of it runs in the transaction of the command. */
export interface IncidentTools {
  readonly tell: Tell;
  /** Logins of the people in a group on a day `YYYY-MM-DD`. */
  readonly membersOf: (tx: Transaction, group: string, onDate: string) => Promise<string[]>;
  /** Closes an account and ends its sessions; done twice, it is done once. */
  readonly lockAccount: (
    context: CommandContext,
    account: { readonly login: string; readonly reason: string; /** Those beside our own. */ readonly systems: readonly string[] },
  ) => Promise<void>;
  /** Reports a document, or a file, as a state secret in the name of the caller. @param found.groups those of the caller today */
  readonly reportSpill: (
    context: CommandContext,
    found: { readonly reportedId: string; readonly groups: readonly string[] },
  ) => Promise<{ readonly id: string }>;
}

const COLUMNS = `id, 'SC-' || number as label, title, kind, severity, exposed_login as "exposedLogin", reporter, status, handler, asked_groups as "askedGroups", instance_id as "instanceId"`;

/** @throws IncidentNotFoundError */
export async function readIncident(tx: Transaction, id: string): Promise<IncidentRecord> {
  return found(id, await tx.query<IncidentRecord>(`select ${COLUMNS} from incident where id = $1`, [id]));
}

/**
 * Locked until the transaction ends. Whoever steps its case in the same transaction does that before: a step of the case locks
 * the instance first, then this row. @throws IncidentNotFoundError
 */
export async function lockIncident(tx: Transaction, id: string): Promise<IncidentRecord> {
  return found(id, await tx.query<IncidentRecord>(`select ${COLUMNS} from incident where id = $1 for no key update`, [id]));
}

/**
 * The same for a step of its case: what another case names is not its own to write to, whoever began that one.
 * @throws IncidentNotFoundError, IncidentOfOtherCaseError
 */
export async function lockIncidentOfCase(tx: Transaction, id: string, { rootInstanceId }: { readonly rootInstanceId: string }): Promise<IncidentRecord> {
  const incident = await lockIncident(tx, id);
  if (incident.instanceId !== rootInstanceId) throw new IncidentOfOtherCaseError(incident.label, rootInstanceId);
  return incident;
}

/**
 * The same behind the lock on its case, as every step of the case takes them.
 * @returns also whether the case goes on: an operator may have ended it, which leaves the record to whoever it concerns
 */
export async function lockWithCase(tx: Transaction, id: string): Promise<IncidentRecord & { readonly goesOn: boolean }> {
  const { instanceId } = await readIncident(tx, id);
  const goesOn = await lockCase(tx, instanceId);
  return { ...(await lockIncident(tx, id)), goesOn };
}

function found(id: string, [incident]: readonly IncidentRecord[]): IncidentRecord {
  if (incident === undefined) throw new IncidentNotFoundError(id);
  return incident;
}

/** @param act names what was asked. @throws IncidentStateError */
export function requireStatus({ label, status }: IncidentRecord, allowed: readonly IncidentStatus[], act: string): void {
  if (!allowed.includes(status)) throw new IncidentStateError(label, status, act);
}

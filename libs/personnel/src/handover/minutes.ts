import type { Database, Transaction } from '#database';
import { HandoverForbiddenError, HandoverNotFoundError, HandoverStateError } from '../errors.js';
import type { Person } from './rights.js';

type Source = Pick<Database | Transaction, 'query'>;

/** Lines may change; signed by the leaver and waiting for those who receive; signed for the unit, for good; the leaver stays. */
export const HANDOVER_STATUSES = ['draft', 'signed', 'closed', 'cancelled'] as const;
export type HandoverStatus = (typeof HANDOVER_STATUSES)[number];

/** `other` is what people write in themselves: equipment, keys, seals, paper files. */
export const LINE_KINDS = ['task', 'draft', 'reply-obligation', 'assignment', 'given-assignment', 'work-file', 'mailbox', 'consultation', 'other'] as const;
export type LineKind = (typeof LINE_KINDS)[number];

/** What became of a line: with its receiver, at the head of the unit since the receiver may not have it, or over by then. */
export const LINE_OUTCOMES = ['moved', 'climbed', 'over'] as const;

export interface HandoverLine {
  readonly id: string;
  readonly position: number;
  readonly kind: LineKind;
  /** Null for `other`. */
  readonly subjectId: string | null;
  readonly label: string;
  /** Of a task or a question: what its case is about. */
  readonly about: string | null;
  readonly receiver: string | null;
  readonly receiverName: string | null;
  readonly note: string | null;
  readonly confirmedAt: string | null;
  readonly outcome: (typeof LINE_OUTCOMES)[number] | null;
  /** Why it is not with the receiver. */
  readonly problem: string | null;
}

export interface Minutes {
  readonly id: string;
  /** `BG-12`. */
  readonly label: string;
  readonly login: string;
  readonly fullName: string;
  readonly unit: string;
  readonly status: HandoverStatus;
  readonly instanceId: string;
  readonly decisionId: string;
  /** His last day in the unit, `YYYY-MM-DD`. */
  readonly lastDay: string;
  readonly createdAt: string;
  readonly signedAt: string | null;
  /** The leaver, or who signed in his place. */
  readonly signedBy: string | null;
  readonly absentReason: string | null;
  readonly closedAt: string | null;
  readonly closedBy: string | null;
}

export const MINUTES_COLUMNS = `m.id, 'BG-' || m.number as label, m.login, person.full_name as "fullName", m.unit_code as unit, m.status,
  m.instance_id as "instanceId", m.decision_id as "decisionId", m.last_day as "lastDay", m.created_at as "createdAt", m.signed_at as "signedAt",
  m.signed_by as "signedBy", m.absent_reason as "absentReason", m.closed_at as "closedAt", m.closed_by as "closedBy"`;

/** @throws HandoverNotFoundError */
export async function readMinutes(source: Source, id: string): Promise<Minutes> {
  const [minutes] = await source.query<Minutes>(`select ${MINUTES_COLUMNS} from handover_minutes m join person using (login) where m.id = $1`, [id]);
  if (minutes === undefined) throw new HandoverNotFoundError(id);
  return minutes;
}

/** Locks the minutes. Whoever steps the case in the same transaction locks its instance before. @throws HandoverNotFoundError */
export async function lockMinutes(tx: Transaction, id: string): Promise<Minutes> {
  const [minutes] = await tx.query<Minutes>(
    `select ${MINUTES_COLUMNS} from handover_minutes m join person using (login) where m.id = $1 for no key update of m`,
    [id],
  );
  if (minutes === undefined) throw new HandoverNotFoundError(id);
  return minutes;
}

/** The same behind the lock on its case, as every step of the case takes them. */
export async function lockMinutesWithCase(tx: Transaction, id: string): Promise<Minutes> {
  await tx.query('select from process_instance where id = (select instance_id from handover_minutes where id = $1) for no key update', [id]);
  return lockMinutes(tx, id);
}

export function linesOf(source: Source, minutesId: string): Promise<HandoverLine[]> {
  return source.query<HandoverLine>(
    `select l.id, l.position, l.kind, l.subject_id as "subjectId", l.label, l.about, l.receiver, p.full_name as "receiverName", l.note,
            l.confirmed_at as "confirmedAt", l.outcome, l.problem
     from handover_line l left join person p on p.login = l.receiver where l.minutes_id = $1 order by l.position`,
    [minutesId],
  );
}

/** @param act names what was asked. @throws HandoverStateError */
export function requireStatus({ label, status }: Minutes, allowed: HandoverStatus, act: string): void {
  const mend = status === 'signed' ? 'A receiver who declines his line opens them again.' : '';
  if (status !== allowed) throw new HandoverStateError(label, status, act, mend);
}

/** The leaver, and who signs for the unit, draw the minutes up. @param signers the group that does today. @throws HandoverForbiddenError */
export function requireDrawer(minutes: Minutes, person: Person, signers: string): void {
  if (person.login !== minutes.login && !person.groups.includes(signers)) throw new HandoverForbiddenError(`change the minutes ${minutes.label}`);
}

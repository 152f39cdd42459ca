import type { Transaction } from '#database';
import { MailboxRequestNotFoundError } from '../mailbox-requests/errors.js';

export interface DormantRound {
  readonly id: string;
  readonly begunAt: string;
  readonly silent: readonly string[];
  readonly endedAt: string | null;
  /** Why it was ended before its time. */
  readonly endReason: string | null;
}

/** The round of a case. @throws MailboxRequestNotFoundError */
export async function roundOfCase(tx: Transaction, instanceId: string): Promise<DormantRound> {
  const [round] = await tx.query<DormantRound>('select id, begun_at as "begunAt", silent, ended_at as "endedAt", end_reason as "endReason" from dormant_round where instance_id = $1 for no key update', [instanceId]);
  if (round === undefined) throw new MailboxRequestNotFoundError(instanceId);
  return round;
}

/**
 * What came of it: kept with a reason; removed; used meanwhile; its removal refused; answered, or its removal approved, by nobody in
 * time; the round was ended before.
 */
export const DORMANT_OUTCOMES = ['kept', 'removed', 'used', 'refused', 'unanswered', 'unapproved', 'stopped'] as const;
export type DormantOutcome = (typeof DORMANT_OUTCOMES)[number];

/** A mailbox that a round asks about. */
export interface DormantMailbox {
  readonly roundId: string;
  readonly mailboxId: string;
  readonly address: string;
  readonly unit: string;
  readonly answer: 'keep' | 'remove' | null;
  readonly byOffice: boolean;
  readonly answeredBy: string | null;
  readonly approved: boolean | null;
  readonly approvedBy: string | null;
  readonly outcome: DormantOutcome | null;
  /** Somebody has used it since it was asked about, or it is closed already: it drops out. */
  readonly isUsed: boolean;
}

/** Locked until the transaction ends. @throws MailboxRequestNotFoundError */
export async function lockDormant(tx: Transaction, instanceId: string, mailboxId: string): Promise<DormantMailbox> {
  const [found] = await tx.query<DormantMailbox>(
    `select d.round_id as "roundId", d.mailbox_id as "mailboxId", d.address, d.unit_code as unit, answer, by_office as "byOffice", answered_by as "answeredBy",
            approved, approved_by as "approvedBy", outcome, m.status <> 'active' or coalesce(m.last_used_at, m.created_at) >= r.unused_since as "isUsed"
     from dormant_mailbox d join dormant_round r on r.id = d.round_id join mailbox m on m.id = d.mailbox_id
     where r.instance_id = $1 and d.mailbox_id = $2 for no key update of d`,
    [instanceId, mailboxId],
  );
  if (found === undefined) throw new MailboxRequestNotFoundError(mailboxId);
  return found;
}

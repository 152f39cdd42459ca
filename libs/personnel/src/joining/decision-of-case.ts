import type { Transaction } from '#database';
import { PermanentFailure } from '#runtime';

/** The recruitment that a case carries out, as it stands in its record: the variables of the case are for people to read. */
export interface RecruitmentRecord {
  readonly id: string;
  readonly status: 'open' | 'done' | 'cancelled' | 'refused';
  /** Null until the person is registered. */
  readonly login: string | null;
  readonly fullName: string;
  readonly unit: string;
  readonly role: string;
  readonly title: string;
  readonly effectiveOn: string;
  readonly number: string;
  readonly decidedOn: string;
}

/** Locked. @throws PermanentFailure where the case belongs to no recruitment */
export async function lockRecruitmentOfCase(tx: Transaction, instanceId: string): Promise<RecruitmentRecord> {
  const [found] = await tx.query<RecruitmentRecord>(
    `select id, status, login, full_name as "fullName", unit_code as unit, role, title, effective_on as "effectiveOn", number, decided_on as "decidedOn"
     from personnel_decision where instance_id = $1 and kind = 'recruit' for no key update`,
    [instanceId],
  );
  if (found === undefined) throw new PermanentFailure(`Case ${instanceId} belongs to no recruitment: end it, and enter the decision by POST /personnel-decisions.`);
  return found;
}

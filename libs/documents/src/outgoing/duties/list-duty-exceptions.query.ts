import type { Database } from '#database';
import type { OutgoingStep } from './separation-of-duties.js';

/** A leave that a leader gave somebody to do a step of an outgoing document. Instants as ISO 8601. */
export interface DutyExceptionRow {
  readonly id: string;
  readonly step: OutgoingStep;
  /** Login. */
  readonly person: string;
  readonly personName: string | null;
  /** The version of the draft that it is for; null: any. */
  readonly version: number | null;
  readonly reason: string;
  readonly grantedBy: string;
  readonly grantedAt: string;
  readonly withdrawnBy: string | null;
  readonly withdrawnAt: string | null;
  readonly withdrawReason: string | null;
}

/** Those of one document, the latest first. */
export function listDutyExceptions(database: Database, documentId: string): Promise<DutyExceptionRow[]> {
  return database.query<DutyExceptionRow>(
    `select e.id, e.step, e.person, p.full_name as "personName", e.version, e.reason, e.granted_by as "grantedBy",
            e.granted_at as "grantedAt", e.withdrawn_by as "withdrawnBy", e.withdrawn_at as "withdrawnAt",
            e.withdraw_reason as "withdrawReason"
     from outgoing_duty_exception e left join person p on p.login = e.person
     where e.document_id = $1 order by e.id desc`,
    [documentId],
  );
}

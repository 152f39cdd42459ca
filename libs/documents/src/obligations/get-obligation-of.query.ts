import type { Database } from '#database';
import { type ContributionRow, listContributions } from '../contributions/list-contributions.query.js';
import { STANDS } from './standing-answer.js';

/** open until the answer is issued and the result recorded; answered and cancelled are final. */
export const OBLIGATION_STATUSES = ['open', 'answered', 'cancelled'] as const;
export type ObligationStatus = (typeof OBLIGATION_STATUSES)[number];

export interface AnsweringDocument {
  readonly id: string;
  readonly status: 'draft' | 'signed' | 'issued';
  readonly subject: string;
  /** Number and symbol; null until it is issued. */
  readonly symbol: string | null;
  readonly issuedAt: string | null;
  /** Its number was given by mistake: it answers nothing. */
  readonly voidedAt: string | null;
  /** It was issued, and was neither voided nor recalled or replaced since. */
  readonly stands: boolean;
  /** False: it answers a part. */
  readonly completes: boolean;
  /** Who linked it by hand; null: the case itself did. */
  readonly linkedBy: string | null;
}

/** What is owed to the sender of one document. */
export interface ObligationDetail {
  readonly id: string;
  readonly status: ObligationStatus;
  readonly dueAt: string;
  readonly overdue: boolean;
  readonly openedAt: string;
  readonly result: string | null;
  readonly resultRecordedBy: string | null;
  readonly resultRecordedAt: string | null;
  readonly closedAt: string | null;
  /** Null unless answered. */
  readonly timeliness: 'on-time' | 'late' | null;
  readonly contributions: ContributionRow[];
  readonly answers: AnsweringDocument[];
}

/** The reply obligation of an incoming document, or null where no reply is required. */
export async function getObligationOf(database: Database, documentId: string): Promise<ObligationDetail | null> {
  const [obligation] = await database.query<Omit<ObligationDetail, 'contributions' | 'answers'>>(
    `select id, status, due_at as "dueAt", status = 'open' and due_at < business_now() as overdue,
            opened_at as "openedAt", result, result_recorded_by as "resultRecordedBy",
            result_recorded_at as "resultRecordedAt", closed_at as "closedAt", timeliness
     from reply_obligation where document_id = $1`,
    [documentId],
  );
  if (obligation === undefined) return null;
  const answers = await database.query<AnsweringDocument>(
    `select g.id, g.status, g.subject, g.symbol, g.issued_at as "issuedAt", g.voided_at as "voidedAt", ${STANDS} as stands,
            a.completes, a.linked_by as "linkedBy"
     from reply_obligation_answer a join outgoing_document g on g.id = a.outgoing_document_id
     where a.obligation_id = $1 order by g.id`,
    [obligation.id],
  );
  return { ...obligation, contributions: await listContributions(database, documentId), answers };
}

import type { Transaction } from '#database';
import type { DocumentInLedger } from '../deadlines/enter-deadline.js';
import { IncomingDocumentNotFoundError } from '../incoming/errors.js';

/** A registered document, as far as its instruction concerns it. */
export interface DocumentUnderInstruction extends DocumentInLedger {
  readonly registeredBy: string;
  /** As registered; null: no date was written. */
  readonly dueAt: string | null;
  /** Null where no reply is required. */
  readonly obligationStatus: 'open' | 'answered' | 'cancelled' | null;
}

/** @throws IncomingDocumentNotFoundError */
export async function readDocumentUnderInstruction(tx: Transaction, documentId: string): Promise<DocumentUnderInstruction> {
  const [document] = await tx.query<DocumentUnderInstruction>(
    `select d.id, d.instance_id as "instanceId", d.arrival_number as "arrivalNumber", d.arrival_year as "arrivalYear",
            d.received_at as "receivedAt", d.registered_by as "registeredBy", d.due_at as "dueAt",
            o.id as "obligationId", o.status as "obligationStatus"
     from incoming_document d left join reply_obligation o on o.document_id = d.id where d.id = $1`,
    [documentId],
  );
  if (document === undefined) throw new IncomingDocumentNotFoundError(documentId);
  return document;
}

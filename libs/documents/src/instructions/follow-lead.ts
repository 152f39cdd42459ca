import type { CommandContext } from '#runtime';
import { type DocumentInLedger, enterDeadline } from '../deadlines/enter-deadline.js';
import type { UnitOfInstruction } from './write-instruction.js';

/** From now on another unit answers for the deadline of the document; its date and how it came about stay. */
export async function followLead(context: CommandContext, documentId: string, { unit, dueAt }: UnitOfInstruction): Promise<void> {
  if (dueAt === null) return;
  const [document] = await context.tx.query<DocumentInLedger & { readonly registeredBy: string }>(
    `select d.id, d.instance_id as "instanceId", d.arrival_number as "arrivalNumber", d.arrival_year as "arrivalYear",
            d.received_at as "receivedAt", d.registered_by as "registeredBy", o.id as "obligationId"
     from incoming_document d left join reply_obligation o on o.document_id = d.id where d.id = $1`,
    [documentId],
  );
  await enterDeadline(context, document!, { unitCode: unit, rule: { kind: 'fixed', dueAt, by: document!.registeredBy } });
}

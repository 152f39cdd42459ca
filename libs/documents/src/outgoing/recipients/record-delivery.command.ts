import { dateInZone, type Finding, tidyLine } from '#foundation';
import type { Command, CommandContext } from '#runtime';
import { z } from 'zod';
import { refuseLocked } from '../../gate/refuse-locked.js';
import { DeliveryRefusedError, RecipientNotFoundError } from './errors.js';
import type { RecipientKind } from './resolve-recipients.js';

export const DELIVERIES = ['delivered', 'returned'] as const;

export const deliverySchema = z.strictObject({
  result: z.enum(DELIVERIES).describe('delivered: đã giao. returned: bị trả lại.'),
  on: z.iso.date().describe('Ngày giao, hoặc ngày bị trả lại.'),
  to: z.string().overwrite(tidyLine).min(1).max(300).optional().describe('Người ký nhận, hoặc vì sao bị trả lại.'),
});

export interface RecordDeliveryInput extends z.output<typeof deliverySchema> {
  readonly documentId: string;
  readonly recipientId: string;
}

interface PaperRecipient {
  readonly kind: RecipientKind;
  /** `YYYY-MM-DD` in the office. */
  readonly documentDate: string;
  readonly old: { readonly result: string; readonly on: string; readonly to: string | null } | null;
}

/**
 * What became of the copies on paper that a recipient was to get, as the clerk learns it (ND 30 §18.2). A later entry
 * corrects the earlier, which the audit trail keeps.
 * @throws RecipientNotFoundError, DeliveryRefusedError, ContentLockedError
 */
export const recordDelivery: Command<RecordDeliveryInput, void> = {
  name: 'documents.record-delivery',
  async run(context, { documentId, recipientId, result, on, to = null }) {
    const { tx, now, caller } = context;
    await refuseLocked(tx, 'outgoing', documentId);
    const recipient = await lockRecipient(context, documentId, recipientId);
    const findings = findingsOf(recipient, on, dateInZone(now, context.zone));
    if (findings.length > 0) throw new DeliveryRefusedError(findings);
    await tx.execute(
      `update outgoing_recipient set delivery = $2, delivered_on = $3, delivered_to = $4, delivery_recorded_by = $5, delivery_recorded_at = $6
       where id = $1`,
      [recipientId, result, on, to, caller.actor, now],
    );
    const detail = { recipient: recipientId, old: recipient.old, new: { result, on, to } };
    context.audit({ subject: 'outgoing-document', subjectId: documentId, detail });
  },
};

async function lockRecipient({ tx }: CommandContext, documentId: string, id: string): Promise<PaperRecipient> {
  const [recipient] = await tx.query<PaperRecipient>(
    `select r.kind, d.document_date as "documentDate",
            case when r.delivery is not null then jsonb_build_object('result', r.delivery, 'on', r.delivered_on, 'to', r.delivered_to) end as old
     from outgoing_recipient r join outgoing_document d on d.id = r.document_id
     where r.id = $1 and r.document_id = $2 for update of r`,
    [id, documentId],
  );
  if (recipient === undefined) throw new RecipientNotFoundError(documentId, id);
  return recipient;
}

function findingsOf({ kind, documentDate }: PaperRecipient, on: string, today: string): Finding[] {
  if (kind === 'mail') {
    return [{ where: 'recipientId', code: 'reached-by-mail', what: 'gets the document by mail', mend: 'See what became of its mails (sentTo).' }];
  }
  if (on < documentDate) return [{ where: 'on', code: 'delivered-before-issue', what: `lies before the issue on ${documentDate}` }];
  return on > today ? [{ where: 'on', code: 'delivered-in-future', what: `lies after today, ${today}` }] : [];
}

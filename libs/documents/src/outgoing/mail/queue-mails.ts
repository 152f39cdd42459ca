import { newId } from '#foundation';
import type { CommandContext } from '#runtime';

/**
 * A row of the outbox for each recipient of a document that has a mailbox; a worker sends them once this is committed.
 * @param actId of the act that they tell of; null: they carry the document
 * @returns how many
 */
export async function queueMails({ tx, now }: CommandContext, documentId: string, actId: string | null): Promise<number> {
  const recipients = await tx.query<{ id: string }>(
    `select id from outgoing_recipient where document_id = $1 and kind = 'mail' order by position`,
    [documentId],
  );
  const ids = recipients.map(() => newId());
  return tx.execute(
    `insert into outgoing_mail (id, document_id, recipient_id, act_id, queued_at, next_try_at)
     select mail, $1, recipient, $2, $3, $3 from unnest($4::uuid[], $5::uuid[]) as pair(mail, recipient)`,
    [documentId, actId, now, ids, recipients.map(({ id }) => id)],
  );
}

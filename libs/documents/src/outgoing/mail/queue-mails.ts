import { newId } from '#foundation';
import type { CommandContext } from '#runtime';

/**
 * A row of the outbox for each recipient of a document that has a mailbox; a worker sends them once this is committed. Of an act
 * nobody is told whose letter was withdrawn before any worker had taken it: a try that failed may have reached him all the same.
 * @param actId of the act that they tell of; null: they carry the document
 * @returns how many
 */
export async function queueMails({ tx, now }: CommandContext, documentId: string, actId: string | null): Promise<number> {
  const recipients = await tx.query<{ id: string }>(
    `select id from outgoing_recipient r where document_id = $1 and kind = 'mail'
       and ($2::uuid is null or not exists (
         select from outgoing_mail m where m.recipient_id = r.id and m.act_id is null and m.withdrawn and m.tries = 0))
     order by position`,
    [documentId, actId],
  );
  const ids = recipients.map(() => newId());
  return tx.execute(
    `insert into outgoing_mail (id, document_id, recipient_id, act_id, queued_at, next_try_at)
     select mail, $1, recipient, $2, $3, $3 from unnest($4::uuid[], $5::uuid[]) as pair(mail, recipient)`,
    [documentId, actId, now, ids, recipients.map(({ id }) => id)],
  );
}

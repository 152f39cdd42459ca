import type { Command } from '#runtime';
import type { MailClaim } from './claim-mail.command.js';
import { MAY_LEAVE } from './held-back.js';

/**
 * Asks once more, right before a letter is handed over, whether it may leave, and puts it back into the outbox where it may
 * not: its document was locked, or a file came into question, since it was claimed. A letter that was withdrawn, or that
 * another worker has taken over, stays as it is.
 * @returns whether it is held back
 */
export const holdBackMail: Command<Pick<MailClaim, 'id' | 'tries'>, boolean> = {
  name: 'documents.hold-back-mail',
  // Nothing was sent: the try is not counted, and the letter is due again.
  audited: false,

  async run({ tx, now }, { id, tries }) {
    const going = await tx.query(
      `select from outgoing_mail m join outgoing_document d on d.id = m.document_id
       where m.id = $1 and m.state = 'queued' and m.tries = $2 and ${MAY_LEAVE}`,
      [id, tries],
    );
    if (going.length > 0) return false;
    await tx.execute(`update outgoing_mail set tries = tries - 1, next_try_at = $3 where id = $1 and tries = $2 and state = 'queued'`, [id, tries, now]);
    return true;
  },
};

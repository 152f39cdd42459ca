import { dateInZone } from '#foundation';
import type { Command } from '#runtime';
import { MailboxUseNotFoundError } from './errors.js';
import { lockMailbox, refuseOthersThanHead } from './locked-mailbox.js';

export interface EndMailboxUseInput {
  readonly id: string;
  readonly useId: string;
  /** The caller's groups today. */
  readonly groups: readonly string[];
}

/**
 * Takes the mailbox of a unit from somebody who used it beside the head, at once.
 * @throws MailboxNotFoundError, MailboxForbiddenError, MailboxUseNotFoundError also where it had ended
 */
export const endMailboxUse: Command<EndMailboxUseInput, void> = {
  name: 'directory.end-mailbox-use',

  request: ({ groups: _, ...input }) => input,

  async run(context, { id, useId, groups }) {
    const mailbox = await lockMailbox(context, id);
    refuseOthersThanHead(context, mailbox, groups);
    const today = dateInZone(context.now, context.zone);
    const ended = await context.tx.query<{ login: string }>(
      `update mailbox_use set ended_on = $3, ended_by = $4
       where id = $1 and mailbox_id = $2 and ended_on is null and (valid_to is null or valid_to >= $3) returning login`,
      [useId, id, today, context.caller.actor],
    );
    if (ended.length === 0) throw new MailboxUseNotFoundError(useId);
    const { login } = ended[0]!;
    context.audit({ subject: 'mailbox', subjectId: id, detail: { address: mailbox.address, useId, old: { login }, new: { endedOn: today } } });
  },
};

import type { Command } from '#runtime';
import { z } from 'zod';

export const mailboxUsesSchema = z.strictObject({
  items: z
    .array(z.strictObject({ address: z.string().max(320), usedAt: z.iso.datetime({ offset: true }).describe('Lần dùng gần nhất.') }))
    .min(1)
    .max(1000),
});

export interface NoteMailboxUsesInput {
  readonly items: z.output<typeof mailboxUsesSchema>['items'];
  /** Who tells of mailboxes of units: an account system, `mail-system` by the API. Undefined: nobody does. */
  readonly teller?: string;
}

/**
 * Keeps when mailboxes were last used, as a mail system tells. What is older than what is known, lies in the future or is
 * about an address that nobody has changes nothing. Not in the trail: nobody has done anything.
 */
export const noteMailboxUses: Command<NoteMailboxUsesInput, { noted: number }> = {
  name: 'directory.note-mailbox-uses',
  audited: false,
  async run({ tx, now }, { items, teller }) {
    if (teller !== undefined) {
      await tx.execute('insert into mailbox_use_teller (system, told_at) values ($1, $2) on conflict (system) do update set told_at = $2', [teller, now]);
    }
    const noted = await tx.execute(
      `update mailbox set last_used_at = told.used_at
       from (select mailbox_id, max(used_at) as used_at
             from unnest($1::text[], $2::timestamptz[]) as told(address, used_at) join mailbox_address using (address)
             where until is null and used_at <= $3 group by mailbox_id) as told
       where told.mailbox_id = mailbox.id and (last_used_at is null or last_used_at < told.used_at)`,
      [items.map(({ address }) => address.toLowerCase()), items.map(({ usedAt }) => usedAt), now],
    );
    return { noted };
  },
};

import type { Command } from '#runtime';
import { z } from 'zod';

export const mailboxUsesSchema = z.strictObject({
  items: z
    .array(z.strictObject({ address: z.string().max(320), usedAt: z.iso.datetime({ offset: true }).nullable().describe('Lần dùng gần nhất; null: chưa ai dùng.') }))
    .min(1)
    .max(1000),
});

export interface NoteMailboxUsesInput {
  readonly items: z.output<typeof mailboxUsesSchema>['items'];
  /** Who tells: an account system, `mail-system` by the API. Undefined: somebody who does not tell of mailboxes of units. */
  readonly teller?: string;
}

/**
 * Keeps when mailboxes were last used, as a mail system tells, and of those of units that it has told of them and as whom: a
 * mailbox of which nothing was told is never taken for one that nobody uses. What is older than what is known, lies in the future
 * or is about an address that nobody has changes nothing.
 */
export const noteMailboxUses: Command<NoteMailboxUsesInput, { noted: number }> = {
  name: 'directory.note-mailbox-uses',
  async run({ tx, now, caller, audit, nothingChanged }, { items, teller }) {
    const addresses = items.map(({ address }) => address.toLowerCase());
    if (teller !== undefined) {
      await tx.execute('insert into mailbox_use_teller (system, told_at) values ($1, $2) on conflict (system) do update set told_at = $2', [teller, now]);
      await tx.execute(
        `insert into mailbox_use_told (mailbox_id, system, told_at, told_by)
         select id, $2, $3, $4 from mailbox
         where kind = 'unit' and id in (select mailbox_id from mailbox_address where until is null and address = any($1))
         order by id on conflict (mailbox_id, system) do update set told_at = $3, told_by = $4`,
        [addresses, teller, now, caller.actor],
      );
    }
    const noted = await tx.execute(
      `update mailbox set last_used_at = told.used_at
       from (select mailbox_id, max(used_at) as used_at
             from unnest($1::text[], $2::timestamptz[]) as told(address, used_at) join mailbox_address using (address)
             where until is null and used_at <= $3 group by mailbox_id order by mailbox_id) as told
       where told.mailbox_id = mailbox.id and (last_used_at is null or last_used_at < told.used_at)`,
      [addresses, items.map(({ usedAt }) => usedAt), now],
    );
    if (teller === undefined && noted === 0) nothingChanged();
    // An account system tells the same each time; what a person sends is kept word by word.
    else audit({ subject: 'mailbox', subjectId: 'uses', detail: { teller: teller ?? null, noted, ...(teller === 'mail-system' ? { told: items.map((item) => ({ ...item })) } : {}) } });
    return { noted };
  },
};

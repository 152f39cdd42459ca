import { dateInZone } from '#foundation';
import type { Command, CommandContext } from '#runtime';
import { ADDRESS } from './address-of.js';

/** How a new head hears that a mailbox is to be handed over to him; who hears of one twice is told once. */
export type TellOfHandover = (context: CommandContext, told: { readonly mailboxId: string; readonly address: string; readonly head: string }) => Promise<void>;

/** Tells the heads of units whose mailboxes others had before them. Gives how many are not handed over yet. */
export const remindOfHandovers: Command<{ readonly tell: TellOfHandover }, number> = {
  name: 'directory.remind-of-handovers',
  audited: false,
  async run(context, { tell }) {
    const due = await context.tx.query<{ mailboxId: string; address: string; head: string }>(
      `select id as "mailboxId", ${ADDRESS} as address, head from mailbox, heads_of_unit(unit_code, $1) as head
       where kind = 'unit' and status in ('active', 'suspended')
         and not coalesce(managed_by in (select heads_of_unit(unit_code, $1)), false) order by id, head`,
      [dateInZone(context.now, context.zone)],
    );
    for (const each of due) await tell(context, each);
    return new Set(due.map(({ mailboxId }) => mailboxId)).size;
  },
};

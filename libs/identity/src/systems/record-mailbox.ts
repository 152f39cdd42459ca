import type { Put } from '#connectors';
import type { CommandContext } from '#runtime';

export interface MailboxRow {
  readonly system: string;
  readonly address: string;
  readonly externalId: string;
  readonly managers: readonly string[];
  readonly delegates: readonly string[];
}

/** Remembers that a mailbox stands in a system, and who is in it. */
export async function recordMailbox(context: CommandContext, row: MailboxRow): Promise<Put['outcome']> {
  const { system, address, externalId, managers, delegates } = row;
  const [before] = await context.tx.query<{ same: boolean }>(
    `select state = 'active' and managers = $3 and delegates = $4 as same from system_mailbox where system = $1 and address = $2 for update`,
    [system, address, managers, delegates],
  );
  if (before?.same === true) return 'unchanged';
  await context.tx.execute(
    `insert into system_mailbox (system, address, external_id, managers, delegates, state, changed_at)
     values ($1, $2, $3, $4, $5, 'active', $6)
     on conflict (system, address) do update
       set external_id = $3, managers = $4, delegates = $5, state = 'active', changed_at = $6`,
    [system, address, externalId, managers, delegates, context.now],
  );
  return before === undefined ? 'created' : 'updated';
}

/** @returns false where there is none */
export async function recordMailboxRemoval(
  context: CommandContext,
  { system, address }: { readonly system: string; readonly address: string },
): Promise<boolean> {
  const removed = await context.tx.execute(
    `update system_mailbox set state = 'removed', changed_at = $3 where system = $1 and address = $2 and state = 'active'`,
    [system, address, context.now],
  );
  return removed > 0;
}

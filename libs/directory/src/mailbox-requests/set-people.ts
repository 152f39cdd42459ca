import { newId } from '#foundation';
import type { CommandContext } from '#runtime';

interface Delegates {
  readonly mailboxId: string;
  /** All who use it beside the head from this day on, logins. */
  readonly delegates: readonly string[];
  /** `YYYY-MM-DD` */
  readonly on: string;
  /** Who has decided it. */
  readonly by: string;
}

/** Who uses the mailbox beside the head: these, and from that day on nobody else. Looked at by `findFaults` before. */
export async function setDelegates({ tx, now }: CommandContext, { mailboxId, delegates, on, by }: Delegates): Promise<void> {
  await tx.execute(
    `update mailbox_use set ended_on = $3, ended_by = $4
     where mailbox_id = $1 and login <> all($2) and ended_on is null and (valid_to is null or valid_to >= $3)`,
    [mailboxId, delegates, on, by],
  );
  const [used] = await tx.query<{ logins: string[] }>(
    `select array(select login from mailbox_use where mailbox_id = $1 and ended_on is null and valid_from <= $2 and (valid_to is null or valid_to >= $2)) as logins`,
    [mailboxId, on],
  );
  for (const login of new Set(delegates)) {
    if (used!.logins.includes(login)) continue;
    // One that was to begin later begins now.
    await tx.execute('update mailbox_use set ended_on = $3, ended_by = $4 where mailbox_id = $1 and login = $2 and ended_on is null and valid_from > $3', [mailboxId, login, on, by]);
    await tx.execute('insert into mailbox_use (id, mailbox_id, login, valid_from, granted_by, granted_at) values ($1, $2, $3, $4, $5, $6)', [newId(), mailboxId, login, on, by, now]);
  }
}

interface Handover {
  readonly id: string;
  readonly mailboxId: string;
  readonly from: string | null;
  readonly to: string;
  /** `YYYY-MM-DD` */
  readonly on: string;
  readonly note: string;
  readonly by: string;
}

/** One of the heads of the unit has the mailbox from now on, as a handover says it (148/QĐ-SCT 2014 §13.4). */
export async function setManager({ tx, now }: CommandContext, { id, mailboxId, from, to, on, note, by }: Handover): Promise<void> {
  await tx.execute('update mailbox set managed_by = $2, changed_at = $3 where id = $1', [mailboxId, to, now]);
  await tx.execute(
    `insert into mailbox_handover (id, mailbox_id, from_login, to_login, handed_on, note, recorded_by, recorded_at) values ($1, $2, $3, $4, $5, $6, $7, $8)`,
    [id, mailboxId, from, to, on, note, by, now],
  );
}

import type { Command } from '#runtime';
import { NameTakenError } from '../errors.js';

/**
 * Keeps a name for a person for ever, in whatever system it is to be used. Repeating it changes nothing.
 * @throws NameTakenError where it is, or ever was, somebody else's, or nobody may have it
 */
export const takeName: Command<{ login: string; name: string }, void> = {
  name: 'identity.take-name',
  async run(context, { login, name }) {
    // Registering a person looks the same way, under the same lock: neither overlooks what the other has not committed.
    await context.tx.query(`select pg_advisory_xact_lock(hashtextextended('taken-name:' || $1, 0))`, [name]);
    const [holder] = await context.tx.query<{ login: string | null }>(
      'select login from taken_name where name = $1 union all select login from person where login = $1',
      [name],
    );
    const foreignMailboxes = await context.tx.query(
      `select from mailbox_address join mailbox on mailbox.id = mailbox_id
       where split_part(address, '@', 1) = $1 and mailbox.login is distinct from $2`,
      [name, login],
    );
    if ((holder !== undefined && holder.login !== login) || foreignMailboxes.length > 0) throw new NameTakenError(name);
    if (holder !== undefined) return context.nothingChanged();
    await context.tx.execute(`insert into taken_name (name, reason, login, taken_at) values ($1, 'sign-in-name', $2, $3)`, [
      name,
      login,
      context.now,
    ]);
    context.audit({ subject: 'person', subjectId: login, detail: { takenName: name } });
  },
};

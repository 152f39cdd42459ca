import { type Changed, LastManagerError } from '#connectors';
import type { Command } from '#runtime';
import { OWN_SYSTEM } from './own-system.js';

/**
 * Takes an account away, with its sessions and its place in mailboxes. The person stays in the directory.
 * @throws LastManagerError
 */
export const removeOwnAccount: Command<{ login: string }, Changed> = {
  name: 'identity.remove-own-account',
  async run(context, { login }) {
    const [account] = await context.tx.query<{ status: string }>('select status from account where login = $1 for update', [login]);
    if (account === undefined) {
      context.nothingChanged();
      return 'absent';
    }
    const mailboxes = await context.tx.query<{ address: string; alone: boolean }>(
      `select address, managers = array[$2] as alone from system_mailbox
       where system = $1 and state = 'active' and $2 = any(managers || delegates) order by address for update`,
      [OWN_SYSTEM, login],
    );
    const alone = mailboxes.find((mailbox) => mailbox.alone);
    if (alone !== undefined) throw new LastManagerError(OWN_SYSTEM, login, alone.address);
    await context.tx.execute(
      `update system_mailbox set managers = array_remove(managers, $2), delegates = array_remove(delegates, $2), changed_at = $4
       where system = $1 and address = any($3)`,
      [OWN_SYSTEM, login, mailboxes.map(({ address }) => address), context.now],
    );
    await context.tx.execute('delete from session where login = $1', [login]);
    await context.tx.execute('delete from account where login = $1', [login]);
    context.audit({ subject: 'account', subjectId: login, detail: { old: { ...account }, new: null } });
    return 'changed';
  },
};

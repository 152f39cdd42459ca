import { type Changed, NameHeldByAnotherError } from '#connectors';
import type { Command } from '#runtime';
import { loginOfName } from '../sign-in-name.js';
import { OWN_SYSTEM } from './own-system.js';

/**
 * Lets a person sign in under another name. The login, by which everything knows the person, stays; sessions go on.
 * @throws NameHeldByAnotherError
 */
export const renameOwnAccount: Command<{ login: string; name: string }, Changed> = {
  name: 'identity.rename-own-account',
  async run(context, { login, name }) {
    const [account] = await context.tx.query<{ name: string }>(
      'select coalesce(sign_in_name, login) as name from account where login = $1 for update',
      [login],
    );
    if (account === undefined || account.name === name) {
      context.nothingChanged();
      return account === undefined ? 'absent' : 'unchanged';
    }
    if ((await loginOfName(context.tx, name)) !== null) throw new NameHeldByAnotherError(OWN_SYSTEM, name);
    await context.tx.execute('update account set sign_in_name = nullif($2, login) where login = $1', [login, name]);
    context.audit({ subject: 'account', subjectId: login, detail: { old: { ...account }, new: { name } } });
    return 'changed';
  },
};

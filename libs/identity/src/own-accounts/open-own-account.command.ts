import { NameHeldByAnotherError, type Put } from '#connectors';
import type { Command } from '#runtime';
import { createAccount } from '../create-account.command.js';
import { AccountExistsError } from '../errors.js';
import { loginOfName } from '../sign-in-name.js';
import { OWN_SYSTEM } from './own-system.js';

/**
 * An account for a person, which nobody can use until it is given a password: its first one is random and told to nobody.
 * Full name and address are those of the directory.
 * @throws AccountWithoutPersonError, NameHeldByAnotherError
 */
export const openOwnAccount: Command<{ login: string; name: string }, Put> = {
  name: 'identity.open-own-account',
  async run(context, { login, name }) {
    const holder = await loginOfName(context.tx, name);
    if (holder !== null && holder !== login) throw new NameHeldByAnotherError(OWN_SYSTEM, name);
    try {
      await context.run(createAccount, { login });
    } catch (error) {
      if (!(error instanceof AccountExistsError)) throw error;
      context.nothingChanged();
      return { outcome: 'unchanged', externalId: login };
    }
    await context.tx.execute('update account set sign_in_name = nullif($2, login) where login = $1', [login, name]);
    return { outcome: 'created', externalId: login };
  },
};

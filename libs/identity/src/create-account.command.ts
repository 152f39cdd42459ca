import type { Command } from '#runtime';
import { AccountExistsError, AccountWithoutPersonError } from './errors.js';
import { newInitialPassword } from './initial-password.js';
import { hashPassword } from './password-hash.js';
import { requireAcceptable } from './password-rule.js';

export interface CreateAccountInput {
  /** Of a person in the directory. */
  readonly login: string;
  /** Left out: a random one is made. */
  readonly initialPassword?: string;
  /** Whether the first sign-in must change it (148/QĐ-SCT 2014 §12.1); true by default. */
  readonly mustChangePassword?: boolean;
}

/**
 * Opens an account for a person. Gives the initial password, to be handed over; it cannot be read again.
 * @throws AccountWithoutPersonError, AccountExistsError, PasswordUnacceptableError
 */
export const createAccount: Command<CreateAccountInput, { initialPassword: string }> = {
  name: 'identity.create-account',
  async run(context, { login, initialPassword = newInitialPassword(login), mustChangePassword = true }) {
    requireAcceptable(initialPassword, login, 'initialPassword');
    const people = await context.tx.query('select from person where login = $1', [login]);
    if (people.length === 0) throw new AccountWithoutPersonError(login);
    const created = await context.tx.execute(
      `insert into account (login, password_hash, status, must_change_password, created_at, password_changed_at)
       values ($1, $2, 'active', $3, $4, $4) on conflict do nothing`,
      [login, await hashPassword(initialPassword), mustChangePassword, context.now],
    );
    if (created === 0) throw new AccountExistsError(login);
    context.audit({
      subject: 'account',
      subjectId: login,
      detail: { old: null, new: { status: 'active', mustChangePassword } },
    });
    return { initialPassword };
  },
};

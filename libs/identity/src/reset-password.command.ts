import type { Command } from '#runtime';
import { AccountNotFoundError } from './errors.js';
import { newInitialPassword } from './initial-password.js';
import { hashPassword } from './password-hash.js';
import { revokeSessionsOf } from './revoke-sessions-of.js';

export interface ResetPasswordInput {
  readonly login: string;
}

/**
 * For a password that is forgotten or exposed: gives a random initial password, once, ends all sessions of the person
 * and the lock after failed sign-ins. A lock that a person set stays.
 * @throws AccountNotFoundError
 */
export const resetPassword: Command<ResetPasswordInput, { initialPassword: string }> = {
  name: 'identity.reset-password',
  async run(context, { login }) {
    const initialPassword = newInitialPassword(login);
    const passwordHash = await hashPassword(initialPassword);
    const reset = await context.tx.execute(
      `update account set password_hash = $2, must_change_password = true, password_changed_at = $3,
                          failed_attempts = 0, locked_until = null
       where login = $1`,
      [login, passwordHash, context.now],
    );
    if (reset === 0) throw new AccountNotFoundError(login);
    const revokedSessions = await revokeSessionsOf(context, login);
    context.audit({ subject: 'account', subjectId: login, detail: { mustChangePassword: true, revokedSessions } });
    return { initialPassword };
  },
};

import type { CommandContext } from '#runtime';
import { AccountNotFoundError } from './errors.js';
import { hashPassword } from './password-hash.js';
import { revokeSessionsOf } from './revoke-sessions-of.js';

/**
 * Gives an account another password, and ends all sessions and the lock after failed sign-ins. A lock that a person set
 * stays.
 * @returns the ids of the sessions that ended. @throws AccountNotFoundError
 */
export async function storePassword(
  context: CommandContext,
  login: string,
  { password, mustChange }: { readonly password: string; readonly mustChange: boolean },
): Promise<string[]> {
  const stored = await context.tx.execute(
    `update account set password_hash = $2, must_change_password = $3, password_changed_at = $4,
                        failed_attempts = 0, locked_until = null, exposed_at = null
     where login = $1`,
    [login, await hashPassword(password), mustChange, context.now],
  );
  if (stored === 0) throw new AccountNotFoundError(login);
  return revokeSessionsOf(context, login);
}

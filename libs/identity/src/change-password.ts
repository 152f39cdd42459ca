import type { Caller } from '#audit';
import type { Database } from '#database';
import type { CommandExecutor } from '#runtime';
import { CurrentPasswordRefusedError, PasswordUnacceptableError } from './errors.js';
import { checkPassword } from './password-check.js';
import { hashPassword } from './password-hash.js';
import { requireAcceptable } from './password-rule.js';
import { settlePasswordChange } from './settle-password-change.command.js';

export interface ChangePasswordInput {
  readonly currentPassword: string;
  readonly newPassword: string;
  /** The session that asks and stays; all others of the person end. */
  readonly sessionId: string;
}

/**
 * Changes the caller's own password. The current one is asked for again and guarded like a sign-in: a session left open
 * must not be enough to guess it or to take the account over.
 *
 * @throws PasswordUnacceptableError, CurrentPasswordRefusedError
 */
export async function changePassword(
  dependencies: { readonly executor: CommandExecutor; readonly database: Database },
  input: ChangePasswordInput,
  caller: Caller,
): Promise<void> {
  const { executor, database } = dependencies;
  requireAcceptable(input.newPassword, caller.actor, 'newPassword');
  if (input.newPassword === input.currentPassword) {
    throw new PasswordUnacceptableError([{ where: 'newPassword', what: 'is the current password' }]);
  }
  const check = await checkPassword(database, caller.actor, input.currentPassword);
  const newHash = await hashPassword(input.newPassword);
  const changed = await executor.execute(settlePasswordChange, { check, newHash, sessionId: input.sessionId }, caller);
  if (!changed) throw new CurrentPasswordRefusedError();
}

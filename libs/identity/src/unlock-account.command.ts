import type { Command } from '#runtime';
import { AccountExposedError, AccountNotFoundError } from './errors.js';

export interface UnlockAccountInput {
  readonly login: string;
}

/**
 * Opens an account again, whether a person locked it or too many failures did. The password stays the same, so one
 * that others may know opens nothing.
 * @throws AccountNotFoundError, AccountExposedError
 */
export const unlockAccount: Command<UnlockAccountInput, void> = {
  name: 'identity.unlock-account',
  async run(context, { login }) {
    const [account] = await context.tx.query<{ status: string; lockedUntil: string | null; exposed: boolean }>(
      'select status, locked_until as "lockedUntil", exposed_at is not null as exposed from account where login = $1 for update',
      [login],
    );
    if (account === undefined) throw new AccountNotFoundError(login);
    if (account.exposed) throw new AccountExposedError(login);
    await context.tx.execute(
      `update account set status = 'active', failed_attempts = 0, locked_until = null where login = $1`,
      [login],
    );
    context.audit({
      subject: 'account',
      subjectId: login,
      detail: { old: { status: account.status, lockedUntil: account.lockedUntil }, new: { status: 'active', lockedUntil: null } },
    });
  },
};

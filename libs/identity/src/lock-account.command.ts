import type { Command } from '#runtime';
import { AccountNotFoundError } from './errors.js';
import { revokeSessionsOf } from './revoke-sessions-of.js';

export interface LockAccountInput {
  readonly login: string;
  /** For the audit trail: exposed password, leaver, … */
  readonly reason: string;
}

/**
 * Closes an account until a person unlocks it, and ends its sessions at once: the very next request is refused.
 * Repeating it is allowed and ends sessions again.
 * @throws AccountNotFoundError
 */
export const lockAccount: Command<LockAccountInput, void> = {
  name: 'identity.lock-account',
  async run(context, { login, reason }) {
    const [account] = await context.tx.query<{ status: string }>(
      'select status from account where login = $1 for update',
      [login],
    );
    if (account === undefined) throw new AccountNotFoundError(login);
    await context.tx.execute(`update account set status = 'locked' where login = $1`, [login]);
    const revokedSessions = await revokeSessionsOf(context, login);
    context.audit({
      subject: 'account',
      subjectId: login,
      detail: { reason, old: { status: account.status }, new: { status: 'locked' }, revokedSessions },
    });
  },
};

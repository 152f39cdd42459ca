import type { Command } from '#runtime';
import { cancelLockCases } from './exposure/cancel-lock-cases.js';
import { newInitialPassword } from './initial-password.js';
import { storePassword } from './store-password.js';

export interface ResetPasswordInput {
  readonly login: string;
  /** After an exposure: also ends the lock that a person set, and what is on its way to lock other systems. */
  readonly unlock?: boolean;
}

/**
 * For a password that is forgotten or exposed: gives a random initial password, once, ends all sessions of the person
 * and the lock after failed sign-ins. A lock that a person set stays, unless `unlock` ends it.
 * @throws AccountNotFoundError
 */
export const resetPassword: Command<ResetPasswordInput, { initialPassword: string }> = {
  name: 'identity.reset-password',
  async run(context, { login, unlock = false }) {
    if (unlock) await cancelLockCases(context, login);
    const initialPassword = newInitialPassword(login);
    const revokedSessions = await storePassword(context, login, { password: initialPassword, mustChange: true });
    if (unlock) await context.tx.execute(`update account set status = 'active' where login = $1`, [login]);
    context.audit({ subject: 'account', subjectId: login, detail: { mustChangePassword: true, unlock, revokedSessions } });
    return { initialPassword };
  },
};

import type { Command } from '#runtime';
import { newInitialPassword } from './initial-password.js';
import { storePassword } from './store-password.js';

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
    const revokedSessions = await storePassword(context, login, { password: initialPassword, mustChange: true });
    context.audit({ subject: 'account', subjectId: login, detail: { mustChangePassword: true, revokedSessions } });
    return { initialPassword };
  },
};

import type { Changed } from '#connectors';
import type { Command } from '#runtime';
import { AccountNotFoundError } from '../errors.js';
import { requireAcceptable } from '../password-rule.js';
import { storePassword } from '../store-password.js';

export interface SetOwnPasswordInput {
  readonly login: string;
  readonly password: string;
  readonly mustChange: boolean;
}

/** Gives an account the password that it has in the other account systems, too. @throws PasswordUnacceptableError */
export const setOwnPassword: Command<SetOwnPasswordInput, Changed> = {
  name: 'identity.set-own-password',
  async run(context, { login, password, mustChange }) {
    requireAcceptable(password, login, 'password');
    try {
      const revokedSessions = await storePassword(context, login, { password, mustChange });
      context.audit({ subject: 'account', subjectId: login, detail: { mustChangePassword: mustChange, revokedSessions } });
      return 'changed';
    } catch (error) {
      if (!(error instanceof AccountNotFoundError)) throw error;
      context.nothingChanged();
      return 'absent';
    }
  },
};

import type { Command } from '#runtime';
import { type PasswordCheck, settlePasswordCheck } from './password-check.js';
import { revokeSessionsOf } from './revoke-sessions-of.js';

export interface SettlePasswordChangeInput {
  /** Of the current password. */
  readonly check: PasswordCheck;
  readonly newHash: string;
  /** The session that stays. */
  readonly sessionId: string;
}

/**
 * Stores a new password, or counts a failure against the current one. Gives false when the current one is refused,
 * because an error would undo the count.
 */
export const settlePasswordChange: Command<SettlePasswordChangeInput, boolean> = {
  name: 'identity.change-password',
  async run(context, { check, newHash, sessionId }) {
    const { login } = check;
    const refusal = await settlePasswordCheck(context, check);
    if (refusal !== null) {
      context.audit({ subject: 'account', subjectId: login, detail: { outcome: 'refused', ...refusal } });
      return false;
    }
    await context.tx.execute(
      `update account set password_hash = $2, must_change_password = false, password_changed_at = $3 where login = $1`,
      [login, newHash, context.now],
    );
    const revokedSessions = await revokeSessionsOf(context, login, sessionId);
    context.audit({ subject: 'account', subjectId: login, detail: { outcome: 'changed', revokedSessions } });
    return true;
  },
};

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
    // Before the account, as whoever hands a password over takes them.
    const [issued] = await context.tx.query<{ id: string; label: string }>(
      `select id, 'MK-' || number as label from password_reset where login = $1 and status = 'issued' and ended_at is null for no key update`,
      [login],
    );
    const refusal = await settlePasswordCheck(context, check);
    if (refusal !== null) {
      context.audit({ subject: 'account', subjectId: login, detail: { outcome: 'refused', ...refusal } });
      return false;
    }
    await context.tx.execute(
      `update account set password_hash = $2, must_change_password = false, password_changed_at = $3 where login = $1`,
      [login, newHash, context.now],
    );
    // From now on nobody hands him another password over without being asked again.
    if (issued !== undefined) await context.tx.execute(`update password_reset set status = 'changed', ended_at = $2 where id = $1`, [issued.id, context.now]);
    const revokedSessions = await revokeSessionsOf(context, login, sessionId);
    context.audit({ subject: 'account', subjectId: login, detail: { outcome: 'changed', revokedSessions, ...(issued && { passwordReset: issued.label }) } });
    return true;
  },
};

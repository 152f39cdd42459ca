import type { Command } from '#runtime';
import { revokeSessionsOf } from './revoke-sessions-of.js';

export interface RevokeAllSessionsInput {
  readonly login: string;
  /** The session that asks may stay. */
  readonly exceptSessionId?: string;
}

/** Signs a person out everywhere. Nothing to end is no error. */
export const revokeAllSessions: Command<RevokeAllSessionsInput, { revoked: number }> = {
  name: 'identity.revoke-all-sessions',
  async run(context, { login, exceptSessionId }) {
    const revokedSessions = await revokeSessionsOf(context, login, exceptSessionId);
    context.audit({ subject: 'account', subjectId: login, detail: { revokedSessions } });
    return { revoked: revokedSessions.length };
  },
};

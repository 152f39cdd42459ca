import type { Command } from '#runtime';
import { SessionNotFoundError } from './errors.js';

export interface RevokeSessionInput {
  readonly sessionId: string;
  /** Revoke it only if it is this person's: for people who end their own. Left out for administrators. */
  readonly ownedBy?: string;
}

/** Ends one session, such as at sign-out. @throws SessionNotFoundError */
export const revokeSession: Command<RevokeSessionInput, void> = {
  name: 'identity.revoke-session',
  async run(context, { sessionId, ownedBy }) {
    const [session] = await context.tx.query<{ login: string }>(
      `update session set revoked_at = $3
       where id = $1 and ($2::text is null or login = $2) and revoked_at is null and expires_at > $3 returning login`,
      [sessionId, ownedBy ?? null, context.now],
    );
    if (session === undefined) throw new SessionNotFoundError(sessionId);
    context.audit({ subject: 'account', subjectId: session.login, detail: { revokedSessions: [sessionId] } });
  },
};

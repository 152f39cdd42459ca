import type { Database } from '#database';
import { bearerTokenHash } from './bearer-token.js';

/** Who a bearer token belongs to. */
export interface Authenticated {
  readonly sessionId: string;
  readonly login: string;
  readonly fullName: string;
  /** True: only changing the password, signing out and asking who one is may be allowed. */
  readonly mustChangePassword: boolean;
}

/**
 * The holder of a session that is neither revoked nor expired, whose account is open and whose access no decision has ended; otherwise null. Asked on every
 * request, in one query and without a cache, so that revoking and locking work at once.
 */
export async function authenticate(database: Database, token: string, now: Date): Promise<Authenticated | null> {
  const tokenHash = bearerTokenHash('cv_', token);
  if (tokenHash === null) return null;
  const [holder] = await database.query<Authenticated>(
    `select session.id as "sessionId", login, person.full_name as "fullName",
            account.must_change_password as "mustChangePassword"
     from session join account using (login) join person using (login)
     where token_hash = $1 and revoked_at is null and expires_at > $2 and account.status = 'active' and not access_ended(person.login, $2)`,
    [tokenHash, now.toISOString()],
  );
  return holder ?? null;
}

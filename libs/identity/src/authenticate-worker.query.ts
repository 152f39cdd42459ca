import type { Database } from '#database';
import { bearerTokenHash } from './bearer-token.js';

/** An external worker: a program outside that fetches work over HTTP. */
export interface AuthenticatedWorker {
  readonly tokenId: string;
  /** Of the token, as it was created. */
  readonly name: string;
  /** It sees the work of these and no other. */
  readonly topics: readonly string[];
}

/** The holder of a worker token that is neither revoked nor expired, and made by nobody whose access a decision has ended; otherwise null. Asked on every request. */
export async function authenticateWorker(
  database: Database,
  token: string,
  now: Date,
): Promise<AuthenticatedWorker | null> {
  const tokenHash = bearerTokenHash('cvw_', token);
  if (tokenHash === null) return null;
  const [worker] = await database.query<AuthenticatedWorker>(
    `select id as "tokenId", name, topics from worker_token
     where token_hash = $1 and revoked_at is null and (expires_at is null or expires_at > $2) and not access_ended(created_by, $2)`,
    [tokenHash, now.toISOString()],
  );
  return worker ?? null;
}

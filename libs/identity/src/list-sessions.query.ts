import type { Database } from '#database';

export interface SessionRow {
  readonly sessionId: string;
  /** User agent, as the client gave it. */
  readonly client: string | null;
  readonly createdAt: string;
  readonly expiresAt: string;
}

/** The open sessions of a person, newest first. Not paged: they are few and end by themselves. */
export async function listSessions(database: Database, login: string): Promise<SessionRow[]> {
  return database.query<SessionRow>(
    `select id as "sessionId", client, created_at as "createdAt", expires_at as "expiresAt"
     from session where login = $1 and revoked_at is null and expires_at > business_now()
     order by created_at desc, id`,
    [login],
  );
}

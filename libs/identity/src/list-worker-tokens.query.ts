import type { Database } from '#database';

export interface WorkerTokenRow {
  readonly tokenId: string;
  readonly name: string;
  readonly topics: readonly string[];
  readonly createdAt: string;
  readonly createdBy: string;
  /** Null: until it is revoked. */
  readonly expiresAt: string | null;
}

/** The worker tokens that open the API today, by name. Not paged: an office has as many as it has external workers. */
export async function listWorkerTokens(database: Database): Promise<WorkerTokenRow[]> {
  return database.query<WorkerTokenRow>(
    `select id as "tokenId", name, topics, created_at as "createdAt", created_by as "createdBy", expires_at as "expiresAt"
     from worker_token where revoked_at is null and (expires_at is null or expires_at > business_now()) order by name`,
  );
}

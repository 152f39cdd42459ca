import type { Database } from '#database';
import { type Page, type PageRequest, readCursor, toPage } from '#foundation';
import { z } from 'zod';

export interface BackupRun {
  readonly id: string;
  /** Null: it was done from the command line. */
  readonly instanceId: string | null;
  /** What was asked for there, and the user of the machine who did; null: the process did it. */
  readonly command: 'create' | 'verify' | null;
  readonly commandBy: string | null;
  readonly status: 'running' | 'made' | 'verified' | 'failed';
  readonly startedAt: string;
  readonly endedAt: string | null;
  /** Failures so far. */
  readonly attempts: number;
  readonly folder: string | null;
  readonly madeAt: string | null;
  readonly verifiedAt: string | null;
  readonly tables: number | null;
  readonly rows: number | null;
  readonly files: number | null;
  readonly bytes: number | null;
  readonly sealed: boolean | null;
  readonly createMs: number | null;
  readonly verifyMs: number | null;
  readonly reason: string | null;
  readonly carriedTo: string | null;
  readonly carriedBy: string | null;
  readonly carriedAt: string | null;
}

const cursorSchema = z.tuple([z.iso.datetime(), z.uuid()]);

/** The record of backups, the latest first. @throws BadCursorError */
export async function listBackupRuns(database: Database, { limit, after }: PageRequest): Promise<Page<BackupRun>> {
  const [at, id] = readCursor(after, cursorSchema) ?? [null, null];
  const rows = await database.query<BackupRun>(
    `select id, instance_id as "instanceId", command, command_by as "commandBy", status, started_at as "startedAt", ended_at as "endedAt", attempts, folder, made_at as "madeAt",
       verified_at as "verifiedAt", tables, rows, files, bytes, sealed, create_ms as "createMs", verify_ms as "verifyMs", reason,
       carried_to as "carriedTo", carried_by as "carriedBy", carried_at as "carriedAt"
     from backup_run where $1::timestamptz is null or (date_trunc('milliseconds', started_at), id) < ($1, $2::uuid)
     order by date_trunc('milliseconds', started_at) desc, id desc limit $3`,
    [at, id, limit + 1],
  );
  return toPage(rows, limit, (row) => [row.startedAt, row.id]);
}

/**
 * Seconds since the last restore that passed, counted from the backup itself where that was tried by hand: an old one that passes again
 * saves nothing of today. Undefined: none ever has.
 */
export async function verifiedBackupAge(database: Database): Promise<number | undefined> {
  const [row] = await database.query<{ age: number | null }>(
    `select extract(epoch from business_now() - max(case command when 'verify' then made_at else verified_at end))::float as age from backup_run where status = 'verified'`,
  );
  return row?.age ?? undefined;
}

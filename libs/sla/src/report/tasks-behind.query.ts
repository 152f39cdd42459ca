import type { Database } from '#database';
import { type Page, readCursor, toPage } from '#foundation';
import { z } from 'zod';
import type { TasksBehindRequest } from './report-request.js';
import { TasksBehindStatement } from './tasks-behind-statement.js';

/** A task that a figure counts, with the case it belongs to. Instants are ISO 8601 UTC. */
export interface TaskBehind {
  readonly taskId: string;
  readonly taskName: string;
  /** Of the whole case. */
  readonly instanceId: string;
  readonly process: string;
  readonly step: string;
  readonly unit: string | null;
  readonly unitName: string | null;
  readonly person: string | null;
  readonly personName: string | null;
  readonly createdAt: string;
  readonly dueAt: string | null;
  /** Null while it is open. */
  readonly endedAt: string | null;
  /** Null while it is open, net also for some seconds after its end. */
  readonly grossSeconds: number | null;
  readonly netSeconds: number | null;
  /** The incoming document of the case; null where it has none. */
  readonly document: { readonly id: string; readonly arrivalNumber: number; readonly arrivalYear: number; readonly subject: string } | null;
}

export interface TasksBehindTools {
  readonly database: Database;
  /** IANA zone of the office. */
  readonly zone: string;
}

/** Sort key, task. */
const cursorSchema = z.tuple([z.iso.datetime(), z.uuid()]);

/**
 * The tasks behind a figure of a report, or of one of its lines, of the same period and filters: as many as it says.
 * Finished ones by their end, open ones by their deadline, without one by their creation; the earliest first.
 * @throws BadCursorError
 */
export async function listTasksBehind(
  { database, zone }: TasksBehindTools,
  request: TasksBehindRequest & { readonly limit: number; readonly after?: string },
): Promise<Page<TaskBehind>> {
  const after = readCursor(request.after, cursorSchema);
  const rows = await database.transaction((tx) => {
    const { sql, parameters } = new TasksBehindStatement(request, { now: tx.now, zone, rows: request.limit + 1, after });
    return tx.query<TaskBehind & { at: string }>(sql, parameters);
  });
  const page = toPage(rows, request.limit, (last) => [last.at, last.taskId]);
  return { ...page, items: page.items.map(({ at: _, ...item }) => item) };
}

import type { Transaction } from '#database';
import { type Page, type PageRequest, readCursor, toPage } from '#foundation';
import { z } from 'zod';
import type { Foretold } from './read-forecasts.js';
import { TasksBehindStatement, type TasksWanted } from './tasks-behind-statement.js';

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
  /** Behind the figures of a forecast: what is foretold of it. */
  readonly forecast?: Foretold;
}

/** Sort key, task. */
const cursorSchema = z.tuple([z.iso.datetime(), z.uuid()]);

/**
 * Finished tasks by their end, open ones by their deadline, without one by their creation; the earliest first.
 * @param zone IANA zone of the office
 * @throws BadCursorError
 */
export async function readTasksBehind(
  tx: Transaction,
  zone: string,
  wanted: TasksWanted,
  { limit, after }: PageRequest,
): Promise<Page<TaskBehind>> {
  const page = { now: tx.now, zone, rows: limit + 1, after: readCursor(after, cursorSchema) };
  const { sql, parameters } = new TasksBehindStatement(wanted, page);
  const rows = await tx.query<TaskBehind & { at: string }>(sql, parameters);
  const { items, next } = toPage(rows, limit, (last) => [last.at, last.taskId]);
  return { items: items.map(({ at: _, ...item }) => item), next };
}

/** A page of open tasks that have deadlines, out of those that come next. */
export function pageOfOpenTasks(tasks: readonly TaskBehind[], limit: number): Page<TaskBehind> {
  return toPage(tasks, limit, ({ dueAt, taskId }) => [dueAt, taskId]);
}

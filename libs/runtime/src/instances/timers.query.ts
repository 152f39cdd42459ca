import type { Database } from '#database';
import { type Page, readCursor, toPage } from '#foundation';
import { z } from 'zod';

/** A timer of an instance that has not fired. */
export interface TimerRow {
  /** Names it to `rescheduleTimer`. */
  readonly key: number;
  readonly elementId: string;
  readonly dueAt: string;
  /** `suspended`: with its instance. `failed`: it was due, and the instance could not go on. */
  readonly status: 'ready' | 'failed' | 'suspended';
}

const timerKey = z.tuple([z.iso.datetime(), z.number().int()]);

/** The armed timers of an instance, the next first; none for one that does not exist. */
export async function listTimers(
  database: Database,
  instanceId: string,
  page: { limit: number; after?: string },
): Promise<Page<TimerRow>> {
  const [dueAfter, keyAfter] = readCursor(page.after, timerKey) ?? [null, null];
  const rows = await database.query<TimerRow>(
    `select activity_key as key, element_id as "elementId", due_at as "dueAt", status
     from job where instance_id = $1 and kind = 'timer'
       and ($2::timestamptz is null or (due_at, activity_key) > ($2, $3::integer))
     order by due_at, activity_key limit $4`,
    [instanceId, dueAfter, keyAfter, page.limit + 1],
  );
  return toPage(rows, page.limit, (row) => [row.dueAt, row.key]);
}

import type { Database } from '#database';

/** A timer of an instance that has not fired. */
export interface TimerRow {
  /** Names it to `rescheduleTimer`. */
  readonly key: number;
  readonly elementId: string;
  readonly dueAt: string;
  /** `suspended`: with its instance. `failed`: it was due, and the instance could not go on. */
  readonly status: 'ready' | 'failed' | 'suspended';
}

/** The armed timers of an instance, the next first; none for one that does not exist. */
export async function listTimers(database: Database, instanceId: string): Promise<TimerRow[]> {
  return database.query(
    `select activity_key as key, element_id as "elementId", due_at as "dueAt", status
     from job where instance_id = $1 and kind = 'timer' order by due_at, activity_key`,
    [instanceId],
  );
}

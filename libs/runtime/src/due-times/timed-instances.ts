import type { Transaction } from '#database';
import { INSTANCE_COLUMNS, type LockedInstance } from '../instances/instance.js';

/** An open task or an armed timer whose time nobody has set by hand. */
export interface TimedRow {
  readonly kind: 'task' | 'timer';
  /** Of the row: `user_task` or `job`. */
  readonly id: string;
  readonly instanceId: string;
  /** The engine's key. */
  readonly key: number;
  readonly element: string;
  /** When it was opened or armed. */
  readonly since: string;
  readonly dueAt: string | null;
  /** State of the calendars that it was counted by; null: it asked for no working time. */
  readonly publication: number | null;
}

/** A running instance with what has a time in it. */
export interface TimedInstance {
  readonly instance: LockedInstance;
  readonly rows: readonly TimedRow[];
}

/** Reads running instances, those that call before those that they have called; `lock`: for the rest of the transaction. */
export async function readTimedInstances(
  tx: Pick<Transaction, 'query'>,
  instanceIds: readonly string[],
  options: { readonly lock: boolean },
): Promise<TimedInstance[]> {
  const instances = await tx.query<LockedInstance>(
    `select ${INSTANCE_COLUMNS} from process_instance i
     where i.id = any($1::uuid[]) and i.status = 'active'
     order by i.parent_instance_id is not null, i.id ${options.lock ? 'for no key update' : ''}`,
    [instanceIds],
  );
  const rows = await readTimedRows(tx, instances.map(({ id }) => id));
  return instances.map((instance) => ({ instance, rows: rows.get(instance.id) ?? [] }));
}

/** By instance. A failed timer has had its time already. */
async function readTimedRows(
  tx: Pick<Transaction, 'query'>,
  instanceIds: readonly string[],
): Promise<ReadonlyMap<string, readonly TimedRow[]>> {
  const rows = await tx.query<TimedRow>(
    `select 'task' as kind, id, instance_id as "instanceId", activity_key as key, element_id as element,
       created_at as since, due_at as "dueAt", calendar_publication as publication
     from user_task where instance_id = any($1::uuid[]) and status = 'open' and not due_by_hand
     union all
     select 'timer', id, instance_id, activity_key, element_id, created_at, due_at, calendar_publication
     from job where instance_id = any($1::uuid[]) and kind = 'timer' and status <> 'failed' and not due_by_hand`,
    [instanceIds],
  );
  const byInstance = new Map<string, TimedRow[]>();
  for (const row of rows) {
    const known = byInstance.get(row.instanceId);
    if (known) known.push(row);
    else byInstance.set(row.instanceId, [row]);
  }
  return byInstance;
}

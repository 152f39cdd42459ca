import type { Database } from '#database';
import { type Page, readCursor, toPage } from '#foundation';
import { z } from 'zod';

export interface InstanceRow {
  readonly id: string;
  readonly definitionId: string;
  readonly definitionKey: string;
  readonly definitionVersion: number;
  readonly businessKey: string | null;
  readonly status: 'active' | 'completed' | 'cancelled';
  /** Since when operators hold it; null: they do not. */
  readonly suspendedAt: string | null;
  readonly parentInstanceId: string | null;
  readonly rootInstanceId: string;
  readonly startedAt: string;
  readonly startedBy: string;
  readonly endedAt: string | null;
}

export interface ActivityRow {
  readonly instanceId: string;
  readonly key: number;
  readonly parentKey: number | null;
  readonly elementId: string;
  readonly elementType: string;
  readonly name: string | null;
  readonly startedAt: string;
  readonly endedAt: string | null;
  readonly cancelled: boolean;
  /** Login of whoever completed it, for a user task. */
  readonly completedBy: string | null;
}

/** Columns of an {@link InstanceRow}, from `process_instance i` joined with its `process_definition d`. */
export const INSTANCE_ROW = `i.id, i.definition_id as "definitionId", d.key as "definitionKey", d.version as "definitionVersion",
  i.business_key as "businessKey", i.status, i.suspended_at as "suspendedAt", i.parent_instance_id as "parentInstanceId",
  i.root_instance_id as "rootInstanceId", i.started_at as "startedAt", i.started_by as "startedBy",
  i.ended_at as "endedAt"`;
const instanceKey = z.tuple([z.iso.datetime(), z.uuid()]);
const activityKey = z.tuple([z.iso.datetime(), z.uuid(), z.number().int()]);

export interface InstanceFilter {
  readonly definitionKey?: string;
  readonly definitionId?: string;
  /** Version of the definition; says something only beside `definitionKey`. */
  readonly version?: number;
  readonly businessKey?: string;
  readonly status?: InstanceRow['status'];
  /** Whether operators hold it. */
  readonly suspended?: boolean;
  /** The instance that has called it. */
  readonly parentId?: string;
  /** BPMN id of an element that has begun in it and not ended. */
  readonly standsAt?: string;
}

/** Instances, newest first. */
export async function listInstances(
  database: Database,
  filter: InstanceFilter & { limit: number; after?: string },
): Promise<Page<InstanceRow>> {
  const [startedBefore, idBefore] = readCursor(filter.after, instanceKey) ?? [null, null];
  const rows = await database.query<InstanceRow>(
    `select ${INSTANCE_ROW} from process_instance i join process_definition d on d.id = i.definition_id
     where ($1::text is null or d.key = $1) and ($2::text is null or i.business_key = $2)
       and ($3::text is null or i.status = $3)
       and ($4::timestamptz is null or (i.started_at, i.id) < ($4, $5::uuid))
       and ($7::uuid is null or i.definition_id = $7) and ($8::integer is null or d.version = $8)
       and ($9::boolean is null or (i.suspended_at is not null) = $9)
       and ($10::uuid is null or i.parent_instance_id = $10)
       and ($11::text is null or i.status = 'active' and exists (
         select 1 from activity a where a.instance_id = i.id and a.element_id = $11 and a.ended_at is null))
     order by i.started_at desc, i.id desc limit $6`,
    [
      filter.definitionKey ?? null,
      filter.businessKey ?? null,
      filter.status ?? null,
      startedBefore,
      idBefore,
      filter.limit + 1,
      filter.definitionId ?? null,
      filter.version ?? null,
      filter.suspended ?? null,
      filter.parentId ?? null,
      filter.standsAt ?? null,
    ],
  );
  return toPage(rows, filter.limit, (row) => [row.startedAt, row.id]);
}

/**
 * The history of a case: every activity of the instance and of all that it called, in the order in which they began.
 * `id` may be any instance of the case.
 */
export async function listActivities(
  database: Database,
  id: string,
  page: { limit: number; after?: string },
): Promise<Page<ActivityRow>> {
  const [startedAfter, instanceAfter, keyAfter] = readCursor(page.after, activityKey) ?? [null, null, null];
  const rows = await database.query<ActivityRow>(
    `select a.instance_id as "instanceId", a.activity_key as key, a.parent_key as "parentKey",
       a.element_id as "elementId", a.element_type as "elementType", a.name, a.started_at as "startedAt",
       a.ended_at as "endedAt", a.cancelled, t.completed_by as "completedBy"
     from process_instance self
       join process_instance i on i.root_instance_id = self.root_instance_id
       join activity a on a.instance_id = i.id
       left join user_task t on t.instance_id = a.instance_id and t.activity_key = a.activity_key
     where self.id = $1
       and ($2::timestamptz is null or (a.started_at, a.instance_id, a.activity_key) > ($2, $3::uuid, $4::integer))
     order by a.started_at, a.instance_id, a.activity_key limit $5`,
    [id, startedAfter, instanceAfter, keyAfter, page.limit + 1],
  );
  return toPage(rows, page.limit, (row) => [row.startedAt, row.instanceId, row.key]);
}

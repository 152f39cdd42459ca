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

/** Columns of an {@link InstanceRow}, from `process_instance i` joined with its `process_definition d`. */
export const INSTANCE_ROW = `i.id, i.definition_id as "definitionId", d.key as "definitionKey", d.version as "definitionVersion",
  i.business_key as "businessKey", i.status, i.suspended_at as "suspendedAt", i.parent_instance_id as "parentInstanceId",
  i.root_instance_id as "rootInstanceId", i.started_at as "startedAt", i.started_by as "startedBy",
  i.ended_at as "endedAt"`;
const instanceKey = z.tuple([z.iso.datetime(), z.uuid()]);

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
         select 1 from activity a where a.instance_id = i.id and a.element_id = $11))
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

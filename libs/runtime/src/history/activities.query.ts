import type { Database } from '#database';
import { type Page, readCursor, toPage } from '#foundation';
import { z } from 'zod';

export interface ActivityRow {
  readonly instanceId: string;
  readonly key: number;
  readonly parentKey: number | null;
  readonly elementId: string;
  readonly elementType: string;
  readonly name: string | null;
  readonly startedAt: string;
  readonly endedAt: string | null;
  /** Null while it is open. */
  readonly durationMs: number | null;
  readonly cancelled: boolean;
  /** Login of whoever completed it, for a user task. */
  readonly completedBy: string | null;
}

const COLUMNS = `a.instance_id as "instanceId", a.activity_key as key, a.parent_key as "parentKey",
  a.element_id as "elementId", a.element_type as "elementType", a.name, a.started_at as "startedAt",
  a.ended_at as "endedAt", (extract(epoch from a.ended_at - a.started_at) * 1000)::bigint as "durationMs", a.cancelled,
  t.completed_by as "completedBy"`;
const TASK = 'left join user_task t on t.instance_id = a.instance_id and t.activity_key = a.activity_key';

const activityKey = z.tuple([z.iso.datetime(), z.uuid(), z.number().int()]);

/**
 * The history of a case: every activity of the instance and of all that it called, in the order in which they began.
 * `id` may be any instance of the case. @throws BadCursorError
 */
export async function listActivities(
  database: Database,
  id: string,
  page: { limit: number; after?: string },
): Promise<Page<ActivityRow>> {
  const [startedAfter, instanceAfter, keyAfter] = readCursor(page.after, activityKey) ?? [null, null, null];
  const rows = await database.query<ActivityRow>(
    `select ${COLUMNS}
     from process_instance self
       join process_instance i on i.root_instance_id = self.root_instance_id
       join activity_record a on a.instance_id = i.id
       ${TASK}
     where self.id = $1
       and ($2::timestamptz is null or (a.started_at, a.instance_id, a.activity_key) > ($2, $3::uuid, $4::integer))
     order by a.started_at, a.instance_id, a.activity_key limit $5`,
    [id, startedAfter, instanceAfter, keyAfter, page.limit + 1],
  );
  return toPage(rows, page.limit, (row) => [row.startedAt, row.instanceId, row.key]);
}

/** What reports are made of. Instants are ISO 8601. */
export interface EndedActivityFilter {
  readonly definitionKey?: string;
  /** BPMN id. */
  readonly elementId?: string;
  /** BPMN type, such as `userTask`. */
  readonly elementType?: string;
  /** Ended at or after. */
  readonly from: string;
  /** Ended before. */
  readonly until: string;
}

export interface EndedActivityRow extends ActivityRow {
  /** The version that the instance ran when the activity ended. */
  readonly definitionKey: string;
  readonly definitionVersion: number;
  readonly endedAt: string;
  readonly durationMs: number;
}

/**
 * Activities of all instances that ended within a time, in the order of their end; those that are still open are no part
 * of it. Only the months of that time are read. @throws BadCursorError
 */
export async function listEndedActivities(
  database: Database,
  filter: EndedActivityFilter & { limit: number; after?: string },
): Promise<Page<EndedActivityRow>> {
  const [endedAfter, instanceAfter, keyAfter] = readCursor(filter.after, activityKey) ?? [null, null, null];
  const rows = await database.query<EndedActivityRow>(
    `select ${COLUMNS}, d.key as "definitionKey", d.version as "definitionVersion"
     from activity_history a join process_definition d on d.id = a.definition_id ${TASK}
     where a.ended_at >= greatest($1::timestamptz, $7) and a.ended_at < $2::timestamptz
       and ($3::text is null or d.key = $3)
       and ($4::text is null or a.element_id = $4) and ($5::text is null or a.element_type = $5)
       and ($7::timestamptz is null or (a.ended_at, a.instance_id, a.activity_key) > ($7, $8::uuid, $9::integer))
     order by a.ended_at, a.instance_id, a.activity_key limit $6`,
    [
      filter.from,
      filter.until,
      filter.definitionKey ?? null,
      filter.elementId ?? null,
      filter.elementType ?? null,
      filter.limit + 1,
      endedAfter,
      instanceAfter,
      keyAfter,
    ],
  );
  return toPage(rows, filter.limit, (row) => [row.endedAt, row.instanceId, row.key]);
}

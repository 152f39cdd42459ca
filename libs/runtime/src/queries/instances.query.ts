import type { Database } from '#database';
import { type EngineState, openActivities, variablesOf } from '#engine';
import { type JsonObject, type Page, readCursor, toPage } from '#foundation';
import { z } from 'zod';
import { InstanceNotFoundError } from '../errors.js';

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

export interface InstanceDetail extends InstanceRow {
  readonly endReason: string | null;
  /** Variables of the process scope. */
  readonly variables: JsonObject;
  /** What a token stands on now; `elementId` is the BPMN id in the diagram. */
  readonly activeActivities: readonly { readonly key: number; readonly elementId: string }[];
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

const INSTANCE_ROW = `i.id, i.definition_id as "definitionId", d.key as "definitionKey", d.version as "definitionVersion",
  i.business_key as "businessKey", i.status, i.suspended_at as "suspendedAt", i.parent_instance_id as "parentInstanceId",
  i.root_instance_id as "rootInstanceId", i.started_at as "startedAt", i.started_by as "startedBy",
  i.ended_at as "endedAt"`;
const instanceKey = z.tuple([z.iso.datetime(), z.uuid()]);
const activityKey = z.tuple([z.iso.datetime(), z.uuid(), z.number().int()]);

/** Instances, newest first. */
export async function listInstances(
  database: Database,
  filter: { definitionKey?: string; businessKey?: string; status?: InstanceRow['status']; limit: number; after?: string },
): Promise<Page<InstanceRow>> {
  const [startedBefore, idBefore] = readCursor(filter.after, instanceKey) ?? [null, null];
  const rows = await database.query<InstanceRow>(
    `select ${INSTANCE_ROW} from process_instance i join process_definition d on d.id = i.definition_id
     where ($1::text is null or d.key = $1) and ($2::text is null or i.business_key = $2)
       and ($3::text is null or i.status = $3)
       and ($4::timestamptz is null or (i.started_at, i.id) < ($4, $5::uuid))
     order by i.started_at desc, i.id desc limit $6`,
    [filter.definitionKey ?? null, filter.businessKey ?? null, filter.status ?? null, startedBefore, idBefore, filter.limit + 1],
  );
  return toPage(rows, filter.limit, (row) => [row.startedAt, row.id]);
}

/** One instance with its variables and what is active in it. @throws InstanceNotFoundError */
export async function getInstance(database: Database, id: string): Promise<InstanceDetail> {
  const [row] = await database.query<
    InstanceRow & { endReason: string | null; state: EngineState; ended: JsonObject | null }
  >(
    `select ${INSTANCE_ROW}, i.end_reason as "endReason", i.state, i.variables as ended
     from process_instance i join process_definition d on d.id = i.definition_id where i.id = $1`,
    [id],
  );
  if (row === undefined) throw new InstanceNotFoundError(`There is no process instance ${id}.`);
  const { state, ended, ...instance } = row;
  return {
    ...instance,
    variables: ended ?? variablesOf(state),
    activeActivities: openActivities(state).map(({ key, element }) => ({ key, elementId: element })),
  };
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

import type { Database } from '#database';
import { type Page, readCursor, toPage } from '#foundation';
import { z } from 'zod';
import { ExternalTaskNotFoundError } from './errors.js';
import { EXTERNAL_TASK_COLUMNS, type ExternalTask, WORKER_ID } from './external-task.js';

/** All that is given must hold. */
export interface ExternalTaskFilter {
  /** Those that the caller may see; absent: all. */
  readonly topics?: readonly string[];
  readonly topicName?: string;
  readonly workerId?: string;
  readonly processInstanceId?: string;
  readonly processDefinitionKey?: string;
  /** Held by a worker now. */
  readonly locked?: boolean;
  /** Out of attempts: an operator has to look at it. */
  readonly noRetriesLeft?: boolean;
}

const CONDITION = `j.kind = 'external' and ($1::text[] is null or j.topic = any($1)) and ($2::text is null or j.topic = $2)
  and ($3::text is null or ${WORKER_ID} = $3 and j.lease_until > business_now())
  and ($4::uuid is null or j.instance_id = $4) and ($5::text is null or d.key = $5)
  and ($6::boolean is null or coalesce(j.lease_until > business_now(), false) = $6)
  and ($7::boolean is null or (j.status = 'failed') = $7)`;
const SOURCE = `from job j join process_instance i on i.id = j.instance_id join process_definition d on d.id = i.definition_id`;

const cursorKey = z.tuple([z.iso.datetime(), z.uuid()]);

/** One page of the tasks that external workers have to do, the oldest first. */
export async function listExternalTasks(
  database: Database,
  { limit, after, ...filter }: ExternalTaskFilter & { readonly limit: number; readonly after?: string },
): Promise<Page<ExternalTask>> {
  const [createdAt = null, id = null] = readCursor(after, cursorKey) ?? [];
  // Milliseconds, as the cursor has them: with microseconds a row would come a second time.
  const rows = await database.query<ExternalTask>(
    `select ${EXTERNAL_TASK_COLUMNS} ${SOURCE}
     where ${CONDITION} and ($8::timestamptz is null or (date_trunc('milliseconds', j.created_at), j.id) > ($8, $9::uuid))
     order by date_trunc('milliseconds', j.created_at), j.id limit $10`,
    [...parametersOf(filter), createdAt, id, limit + 1],
  );
  return toPage(rows, limit, (task) => [task.createdAt, task.id]);
}

export async function countExternalTasks(database: Database, filter: ExternalTaskFilter): Promise<number> {
  const [row] = await database.query<{ count: number }>(
    `select count(*) as count ${SOURCE} where ${CONDITION}`,
    parametersOf(filter),
  );
  return row!.count;
}

/** @throws ExternalTaskNotFoundError */
export async function getExternalTask(
  database: Database,
  { taskId, topics }: { readonly taskId: string; readonly topics?: readonly string[] },
): Promise<ExternalTask> {
  const [task] = await database.query<ExternalTask>(
    `select ${EXTERNAL_TASK_COLUMNS} ${SOURCE} where j.id = $2 and j.kind = 'external' and ($1::text[] is null or j.topic = any($1))`,
    [topics ?? null, taskId],
  );
  if (task === undefined) throw new ExternalTaskNotFoundError(taskId);
  return task;
}

function parametersOf(filter: ExternalTaskFilter): unknown[] {
  const { topics, topicName, workerId, processInstanceId, processDefinitionKey, locked, noRetriesLeft } = filter;
  const given = [topics, topicName, workerId, processInstanceId, processDefinitionKey, locked, noRetriesLeft];
  return given.map((value) => value ?? null);
}

import type { Database } from '#database';
import { type Page, readCursor, toPage } from '#foundation';
import { z } from 'zod';
import type { JobKind } from '../jobs/schedule-jobs.js';

/** A job out of attempts: what it is for waits, in an instance at `elementId`, until an operator retries it. */
export interface FailedJobRow {
  readonly id: string;
  /** Null where the job is to begin an instance. */
  readonly instanceId: string | null;
  /** Null where a message from outside is to be placed. */
  readonly definitionKey: string | null;
  readonly businessKey: string | null;
  readonly elementId: string | null;
  readonly kind: JobKind;
  readonly topic: string | null;
  readonly attempts: number;
  readonly error: { readonly message: string; readonly at: string; readonly code?: string; readonly stack?: string };
  readonly createdAt: string;
}

const jobKey = z.tuple([z.iso.datetime(), z.uuid()]);

export interface FailedJobFilter {
  readonly instanceId?: string;
  /** Of the instance that the job belongs to, or of the one that it is to begin. */
  readonly definitionKey?: string;
  readonly topic?: string;
}

/** Failed jobs, oldest first. */
export async function listFailedJobs(
  database: Database,
  filter: FailedJobFilter & { limit: number; after?: string },
): Promise<Page<FailedJobRow>> {
  const [createdAfter, idAfter] = readCursor(filter.after, jobKey) ?? [null, null];
  const rows = await database.query<FailedJobRow>(
    `select j.id, j.instance_id as "instanceId", d.key as "definitionKey", i.business_key as "businessKey",
       j.element_id as "elementId", j.kind, j.topic, j.attempt as attempts, j.error, j.created_at as "createdAt"
     from job j
       left join process_instance i on i.id = j.instance_id
       left join process_definition d on d.id = coalesce(j.definition_id, i.definition_id)
     where j.status = 'failed' and ($1::timestamptz is null or (j.created_at, j.id) > ($1, $2::uuid))
       and ($4::uuid is null or j.instance_id = $4) and ($5::text is null or d.key = $5)
       and ($6::text is null or j.topic = $6)
     order by j.created_at, j.id limit $3`,
    [
      createdAfter,
      idAfter,
      filter.limit + 1,
      filter.instanceId ?? null,
      filter.definitionKey ?? null,
      filter.topic ?? null,
    ],
  );
  return toPage(rows, filter.limit, (row) => [row.createdAt, row.id]);
}

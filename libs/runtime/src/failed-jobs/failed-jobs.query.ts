import type { Database } from '#database';
import { type Page, readCursor, toPage } from '#foundation';
import { z } from 'zod';
import type { JobFailure } from '../jobs/job-failure.js';
import type { JobKind } from '../jobs/job-kind.js';

/**
 * How a job stands. `failed`: out of attempts, until an operator does something. `retrying`: failed, and to be attempted
 * again. `running`: in the hands of a worker. `suspended`: laid aside with its instance or definition. `waiting`: for its
 * time or its turn, and has not failed.
 */
export type JobStatus = 'failed' | 'retrying' | 'running' | 'suspended' | 'waiting';

/** A job that has failed: what it is for waits, in an instance at `elementId`. */
export interface FailedJobRow {
  readonly id: string;
  readonly status: JobStatus;
  /** Null where the job is to begin an instance. */
  readonly instanceId: string | null;
  /** Null where a message from outside is to be placed. */
  readonly definitionKey: string | null;
  readonly businessKey: string | null;
  readonly elementId: string | null;
  readonly kind: JobKind;
  readonly topic: string | null;
  /** Since it was made, or last retried by an operator. */
  readonly attempts: number;
  /** The last one. */
  readonly error: JobFailure;
  readonly createdAt: string;
  /** When it is attempted next; null: not before an operator does something. */
  readonly dueAt: string | null;
}

export interface FailedJobFilter {
  /** `failed`, if it does not say: those out of attempts. `retrying`: those that have failed and are not, whoever has them. */
  readonly status?: 'failed' | 'retrying';
  readonly instanceId?: string;
  /** Of the instance that the job belongs to, or of the one that it is to begin. */
  readonly definitionKey?: string;
  readonly topic?: string;
  /** BPMN id. */
  readonly elementId?: string;
  /** What the message of the last failure contains, in any case, or what its code is. */
  readonly error?: string;
  /** Last failed at this ISO 8601 instant or later. */
  readonly failedSince?: string;
}

/** Columns that a {@link FailedJobRow} and the detail of any job have in common. */
export const JOB_ROW = `j.id, j.instance_id as "instanceId", d.key as "definitionKey", i.business_key as "businessKey",
  j.element_id as "elementId", j.kind, j.topic, j.attempt as attempts, j.error, j.created_at as "createdAt",
  case when j.status = 'ready' then j.due_at end as "dueAt",
  case when j.status <> 'ready' then j.status when j.lease_until > business_now() then 'running' when j.error is not null then 'retrying'
    else 'waiting' end as status`;
export const JOB_SOURCE = `job j left join process_instance i on i.id = j.instance_id
  left join process_definition d on d.id = coalesce(j.definition_id, i.definition_id)`;

const jobKey = z.tuple([z.iso.datetime(), z.uuid()]);

/** Failed jobs, oldest first. */
export async function listFailedJobs(
  database: Database,
  filter: FailedJobFilter & { limit: number; after?: string },
): Promise<Page<FailedJobRow>> {
  const [createdAfter, idAfter] = readCursor(filter.after, jobKey) ?? [null, null];
  const rows = await database.query<FailedJobRow>(
    `select ${JOB_ROW} from ${JOB_SOURCE}
     where j.error is not null and ${filter.status === 'retrying' ? `j.status <> 'failed'` : `j.status = 'failed'`}
       and ($1::timestamptz is null or (j.created_at, j.id) > ($1, $2::uuid))
       and ($4::uuid is null or j.instance_id = $4) and ($5::text is null or d.key = $5)
       and ($6::text is null or j.topic = $6) and ($7::text is null or j.element_id = $7)
       and ($8::text is null or position(lower($8) in lower(j.error ->> 'message')) > 0 or j.error ->> 'code' = $8)
       and ($9::timestamptz is null or (j.error ->> 'at')::timestamptz >= $9)
     order by j.created_at, j.id limit $3`,
    [
      createdAfter,
      idAfter,
      filter.limit + 1,
      filter.instanceId ?? null,
      filter.definitionKey ?? null,
      filter.topic ?? null,
      filter.elementId ?? null,
      filter.error ?? null,
      filter.failedSince ?? null,
    ],
  );
  return toPage(rows, filter.limit, (row) => [row.createdAt, row.id]);
}

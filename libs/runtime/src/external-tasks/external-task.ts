import { localVariablesOf, variablesOf, type EngineState } from '#engine';
import type { JsonObject } from '#foundation';

/** A service task for an external worker, as Camunda 7 calls what here is a job of the kind `external`. */
export interface ExternalTask {
  readonly id: string;
  readonly topic: string;
  readonly elementId: string;
  /** The engine's key of the activity. */
  readonly activityKey: number;
  readonly instanceId: string;
  readonly definitionId: string;
  readonly definitionKey: string;
  readonly versionTag: string | null;
  readonly businessKey: string | null;
  readonly priority: number;
  /** Attempts left, as a worker last said; null before any worker has, and after an operator's retry. */
  readonly retries: number | null;
  /** Of the last failure. */
  readonly errorMessage: string | null;
  readonly errorDetails: string | null;
  /** Who holds it; null when nobody does. */
  readonly workerId: string | null;
  /** End of the lock, ISO 8601 UTC on the clock of the database; null when nobody holds it. */
  readonly lockedUntil: string | null;
  readonly suspended: boolean;
  readonly createdAt: string;
}

/** Who holds a lock: workers choose their own names, so two of different tokens may have the same. */
export interface ExternalWorker {
  /** Id of the token with which it signed in. */
  readonly tokenId: string;
  readonly workerId: string;
}

/** The name that a worker has given itself, in the owner of a lease on `job j`; null where that is no external worker. */
export const WORKER_ID = `substring(j.lease_owner from '^external:[^:]*:(.*)$')`;

/** Columns of `job j`, `process_instance i` and `process_definition d` that make an {@link ExternalTask}. */
export const EXTERNAL_TASK_COLUMNS = `j.id, j.topic, j.element_id as "elementId", j.activity_key as "activityKey",
  j.instance_id as "instanceId", d.id as "definitionId", d.key as "definitionKey", d.version_tag as "versionTag",
  i.business_key as "businessKey", j.priority,
  case when j.status = 'failed' then 0 else nullif((j.payload ->> 'retries')::integer, 0) end as retries,
  j.error ->> 'message' as "errorMessage", j.error ->> 'stack' as "errorDetails",
  case when j.lease_until > business_now() then ${WORKER_ID} end as "workerId",
  case when j.lease_until > business_now() then j.lease_until end as "lockedUntil",
  j.status = 'suspended' or i.suspended_at is not null as suspended, j.created_at as "createdAt"`;

/** Who holds the lease of a job, as its row names it. */
export function lockOwner({ tokenId, workerId }: ExternalWorker): string {
  return `external:${tokenId}:${workerId}`;
}

/** The variables that a task sees, or only those of its own scope; of all or of those names that there are. */
export function variablesFor(
  state: EngineState,
  activityKey: number,
  { names, local = false }: { readonly names?: readonly string[]; readonly local?: boolean },
): JsonObject {
  const seen = local ? localVariablesOf(state, activityKey) : variablesOf(state, activityKey);
  if (names === undefined) return seen;
  return Object.fromEntries(Object.entries(seen).filter(([name]) => names.includes(name)));
}

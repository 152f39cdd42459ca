import { CONTINUE_TOPIC } from '#engine';
import type { Delivery } from '#queue';
import type { JobKind } from '../jobs/job-kind.js';

/** What the delivery of a job is made of. */
export interface QueuedJob {
  readonly jobId: string;
  readonly sequence: number;
  readonly kind: JobKind;
  readonly topic?: string | null;
  /** Versions of one process count as so many processes: a flood comes out of one of them. */
  readonly definitionId?: string | null;
}

/** Columns that make a {@link QueuedJob} out of `job j`. */
export const QUEUED_COLUMNS = `j.id as "jobId", j.deliveries as sequence, j.kind, j.topic,
  coalesce(j.definition_id, (select i.definition_id from process_instance i where i.id = j.instance_id)) as "definitionId"`;

/** Whether `job j` waits in the lane of the handlers; see {@link toDelivery}. */
export const IN_WORK_LANE = `(j.kind = 'service' and j.topic is distinct from '${CONTINUE_TOPIC}')`;

/** A handler may take long; all else is a step of the engine. Among the handlers, each process has its fair share. */
export function toDelivery({ jobId, sequence, kind, topic, definitionId }: QueuedJob, delayMs = 0): Delivery {
  if (kind !== 'service' || topic === CONTINUE_TOPIC) return { jobId, sequence, delayMs, lane: 'steps' };
  return { jobId, sequence, delayMs, lane: 'work', share: definitionId ?? undefined };
}

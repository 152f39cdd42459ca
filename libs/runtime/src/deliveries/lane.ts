import { CONTINUE_TOPIC } from '#engine';
import type { Delivery, Lane } from '#queue';
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

/** Whether `job j` waits in a lane, see {@link toDelivery}: in the words of the indexes `job_due_steps` and `job_due_work`. */
export const IN_LANE: Readonly<Record<Lane, string>> = {
  steps: `j.kind <> 'external' and (j.kind <> 'service' or j.topic = '${CONTINUE_TOPIC}')`,
  work: `j.kind = 'service' and j.topic is distinct from '${CONTINUE_TOPIC}'`,
};

/** A handler may take long; all else is a step of the engine. In both lanes each process has its fair share. */
export function toDelivery({ jobId, sequence, kind, topic, definitionId }: QueuedJob, delayMs = 0): Delivery {
  const lane = kind === 'service' && topic !== CONTINUE_TOPIC ? 'work' : 'steps';
  return { jobId, sequence, delayMs, lane, share: definitionId ?? undefined };
}

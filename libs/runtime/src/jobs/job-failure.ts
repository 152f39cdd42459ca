import { CongvanError } from '#foundation';
import type { CommandContext } from '../executor/command.js';
import { HORIZON_MS } from '../deliveries/horizon.js';
import { jobSubject } from './job-subject.js';
import { WorkersLostError } from '../worker/errors.js';
import { PermanentFailure } from '../worker/job-handler.js';
import { QUEUED_COLUMNS, type QueuedJob, toDelivery } from '../deliveries/lane.js';

/** One failed attempt, as it is kept with its job (`job.failures`, the newest last; `job.error` is the newest). */
export interface JobFailure {
  /** Business time, ISO 8601 UTC. */
  readonly at: string;
  /** 1 for the first since the job was made, or last retried by an operator. */
  readonly attempt: number;
  readonly message: string;
  /** Of an error that says what it means. */
  readonly code?: string;
  readonly stack?: string;
}

/** What whoever attempted a job tells of its failure. */
export interface FailureReport extends Pick<JobFailure, 'message' | 'code' | 'stack'> {
  /** Another attempt would come to the same: the job stands as failed at once. */
  readonly permanent?: boolean;
  /** Nobody knows what the attempts have done: the job stands as failed at once, and the model has no say in it. */
  readonly unexplained?: boolean;
}

/** A job whose failure is to be recorded; the transaction holds its row. */
export interface AttemptedJob {
  readonly jobId: string;
  readonly instanceId: string | null;
  readonly attempt: number;
  /** An external worker fetches it: the queue never hears of it. */
  readonly external?: boolean;
}

/** What follows the failure: another attempt after a pause in milliseconds, or an operator. */
export type AfterFailure = { readonly pauseMs: number } | 'failed';

/** A handler that fails for days leaves the last of its failures, and the row stays small. */
const MOST_FAILURES = 10;
/** Beyond it lie instants that Postgres or JavaScript has no text for, and a model may name such a pause. */
const LATEST_ATTEMPT = Date.UTC(9999, 11, 31);
const LONGEST_MESSAGE = 2_000;
const LONGEST_STACK = 8_000;

export function describeFailure(error: unknown): FailureReport {
  if (!(error instanceof Error)) return { message: toText(error) };
  return {
    message: toText(error.message),
    ...(typeof error.stack === 'string' && { stack: error.stack }),
    ...(error instanceof CongvanError && { code: error.code }),
    ...(error instanceof PermanentFailure && { permanent: true }),
    ...(error instanceof WorkersLostError && { unexplained: true }),
  };
}

/** Handlers throw what they like, an object without a prototype for instance, and the failure must be recorded all the same. */
function toText(thrown: unknown): string {
  try {
    return String(thrown);
  } catch {
    return 'The handler threw something that cannot be shown as text.';
  }
}

/** Writes a failed attempt to its job, which nobody holds any more, and to the audit trail. */
export async function recordFailure(
  context: CommandContext,
  { jobId, instanceId, attempt, external = false }: AttemptedJob,
  { message, code, stack }: FailureReport,
  next: AfterFailure,
  detail: { readonly of?: number } = {},
): Promise<void> {
  const failure: JobFailure = {
    at: context.now,
    attempt,
    message: storable(message, LONGEST_MESSAGE),
    ...(code !== undefined && { code }),
    ...(stack !== undefined && { stack: storable(stack, LONGEST_STACK) }),
  };
  const failed = next === 'failed';
  const pauseMs = failed ? 0 : next.pauseMs;
  const dueAt = new Date(Math.min(Date.parse(context.now) + pauseMs, LATEST_ATTEMPT)).toISOString();
  const delivered = !failed && !external && pauseMs <= HORIZON_MS;
  const [job] = await context.tx.query<QueuedJob>(
    `update job j
     set status = $2, due_at = $3, error = $4, attempt = $7,
         failures = case when jsonb_array_length(failures) < ${MOST_FAILURES} then failures else failures - 0 end || $4::jsonb,
         lease_owner = null, lease_until = null, deliveries = j.deliveries + $5::integer, delivered_at = $6,
         failure_told_at = null
     where j.id = $1 returning ${QUEUED_COLUMNS}`,
    [jobId, failed ? 'failed' : 'ready', dueAt, JSON.stringify(failure), delivered ? 1 : 0, delivered ? dueAt : null, attempt],
  );
  if (delivered && job !== undefined) context.deliver([toDelivery(job, pauseMs)]);
  context.audit({ ...jobSubject(jobId, instanceId), detail: { jobId, attempt, ...detail, error: failure.message } });
  const event = failed ? 'runtime.job-failed' : 'runtime.job-will-be-retried';
  context.log[failed ? 'error' : 'warn']({ code: event, jobId, attempt, error: failure.message });
}

/** Text as jsonb takes it: no NUL, no half of a surrogate pair. Else the failure could not be recorded, again and again. */
function storable(text: string, longest: number): string {
  const short = text.length <= longest ? text : `${text.slice(0, longest)}…`;
  return short.replaceAll('\0', '�').replace(LONE_SURROGATE, '�');
}

const LONE_SURROGATE = /[\uD800-\uDBFF](?![\uDC00-\uDFFF])|(?<![\uD800-\uDBFF])[\uDC00-\uDFFF]/g;

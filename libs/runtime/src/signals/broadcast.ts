import type { JsonObject } from '#foundation';
import type { CommandContext } from '../executor/command.js';
import { nextHop } from '../jobs/hops.js';
import { type NewJob, scheduleJobs } from '../jobs/schedule-jobs.js';

/** A signal for all who are armed for it (BPMN 2.0.2 §10.5.5). */
export interface Signal {
  readonly signal: string;
  readonly variables: JsonObject;
}

/** How many the signal goes to. */
export interface SignalReach {
  /** Instances that are armed for it. */
  readonly instances: number;
  /** Instances that it begins. */
  readonly starts: number;
}

/**
 * Sends a signal to everything that is armed for it now, but in the thrower, who has had it, and to every process that
 * begins with it: a job for each instance, so that one that cannot go on keeps it from nobody else. The job names what
 * is armed, since the instance may come to wait for the signal once more before its turn.
 */
export async function broadcast(context: CommandContext, { signal, variables }: Signal, throwerId?: string): Promise<SignalReach> {
  const armed = await context.tx.query<{ instanceId: string; keys: number[] }>(
    `select instance_id as "instanceId", array_agg(activity_key order by activity_key) as keys from signal_subscription
     where signal = $1 and instance_id is distinct from $2::uuid group by instance_id`,
    [signal, throwerId ?? null],
  );
  const starts = await context.tx.query<{ definitionId: string; element: string }>(
    `select definition_id as "definitionId", element_id as element from start_subscription
     where kind = 'signal' and name = $1`,
    [signal],
  );
  const payload = { signal, variables, ...nextHop(context) };
  const dueAt = context.now;
  await scheduleJobs(context, null, [
    ...armed.map(({ instanceId, keys }): NewJob => ({ dueAt, kind: 'signal', instanceId, payload: { ...payload, keys } })),
    ...starts.map((start): NewJob => ({ dueAt, kind: 'signal-start', ...start, payload })),
  ]);
  return { instances: armed.length, starts: starts.length };
}

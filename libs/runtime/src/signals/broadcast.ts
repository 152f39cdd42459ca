import type { JsonObject } from '#foundation';
import type { CommandContext } from '../command.js';
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
 * Sends a signal to every instance that is armed for it now, but the thrower, who has had it, and to every process that
 * begins with it: a job for each, so that one that cannot go on keeps it from nobody else.
 */
export async function broadcast(context: CommandContext, { signal, variables }: Signal, throwerId?: string): Promise<SignalReach> {
  const armed = await context.tx.query<{ instanceId: string }>(
    `select distinct instance_id as "instanceId" from signal_subscription
     where signal = $1 and instance_id is distinct from $2::uuid`,
    [signal, throwerId ?? null],
  );
  const starts = await context.tx.query<{ definitionId: string; element: string }>(
    `select definition_id as "definitionId", element_id as element from start_subscription
     where kind = 'signal' and name = $1`,
    [signal],
  );
  const job = { dueAt: context.now, payload: { signal, variables } };
  await scheduleJobs(context, null, [
    ...armed.map(({ instanceId }): NewJob => ({ ...job, kind: 'signal', instanceId })),
    ...starts.map((start): NewJob => ({ ...job, ...start, kind: 'signal-start' })),
  ]);
  return { instances: armed.length, starts: starts.length };
}

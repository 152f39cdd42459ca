import type { Statement } from '#database';
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

/** An instance that is armed for a signal, or a definition that begins with it. */
export type SignalHearer =
  | { readonly instanceId: string; readonly keys: number[] }
  | { readonly instanceId: null; readonly definitionId: string; readonly element: string };

/** Gives the {@link SignalHearer}s, without the thrower. */
export function findHearers(signal: string, throwerId?: string): Statement {
  return {
    sql: `select instance_id as "instanceId", array_agg(activity_key order by activity_key) as keys,
            null::uuid as "definitionId", null as element
          from signal_subscription where signal = $1 and instance_id is distinct from $2::uuid group by instance_id
          union all
          select null, null, definition_id, element_id from start_subscription where kind = 'signal' and name = $1`,
    parameters: [signal, throwerId ?? null],
  };
}

/**
 * Sends a signal to everything that is armed for it now, but in the thrower, who has had it, and to every process that
 * begins with it: a job for each instance, so that one that cannot go on keeps it from nobody else. The job names what
 * is armed, since the instance may come to wait for the signal once more before its turn.
 */
export async function broadcast(context: CommandContext, { signal, variables }: Signal, throwerId: string): Promise<void> {
  const { sql, parameters } = findHearers(signal, throwerId);
  await sendToHearers(context, { signal, variables }, await context.tx.query<SignalHearer>(sql, parameters));
}

/** The same where it is known who hears it. */
export async function sendToHearers(
  context: CommandContext,
  { signal, variables }: Signal,
  hearers: readonly SignalHearer[],
): Promise<SignalReach> {
  const payload = { signal, variables, ...nextHop(context) };
  const dueAt = context.now;
  const jobs = hearers.map((hearer): NewJob => {
    if (hearer.instanceId === null) {
      const { definitionId, element } = hearer;
      return { dueAt, kind: 'signal-start', definitionId, element, payload };
    }
    const { instanceId, keys } = hearer;
    return { dueAt, kind: 'signal', instanceId, payload: { ...payload, keys } };
  });
  await scheduleJobs(context, null, jobs);
  const instances = jobs.filter(({ kind }) => kind === 'signal').length;
  return { instances, starts: jobs.length - instances };
}

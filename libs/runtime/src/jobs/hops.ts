import type { JsonObject } from '#foundation';
import type { CommandContext } from '../executor/command.js';
import { RunawayEventsError } from '../errors.js';

/**
 * Messages and signals that may follow upon one another, each thrown in the transaction that the one before has begun.
 * What waits on the way for a person, a timer or a service begins a new row, so that honest work stays far below.
 */
export const MAX_HOPS = 1_000;

/** A job by which a message or a signal goes on, as it is stored. */
interface HoppingJob {
  readonly jobId: string;
  /** `hops`: its place in the row; absent in jobs of a program that did not count. */
  readonly payload: JsonObject & { readonly hops?: number };
}

/** For the payload of a job by which something goes on that is thrown here. */
export function nextHop({ hops = 0 }: CommandContext): { readonly hops: number } {
  return { hops: hops + 1 };
}

/**
 * The context in which such a job is settled.
 * @throws RunawayEventsError where the row is too long for anything but processes that set each other off for ever.
 */
export async function followHops(context: CommandContext, { jobId, payload }: HoppingJob): Promise<CommandContext> {
  const { hops = 1 } = payload;
  if (hops <= MAX_HOPS) return { ...context, hops };
  const [row] = await context.tx.query<{ processKey: string | null; event: string | null }>(
    `select d.key as "processKey", coalesce(j.payload ->> 'signal', m.message) as event
     from job j left join process_instance i on i.id = j.instance_id
       left join process_definition d on d.id = coalesce(j.definition_id, i.definition_id)
       left join kept_message m on m.id = (j.payload ->> 'keptMessageId')::uuid
     where j.id = $1`,
    [jobId],
  );
  throw new RunawayEventsError(MAX_HOPS, row?.event ?? 'that is gone', row?.processKey ?? 'that is gone');
}

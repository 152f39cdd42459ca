import { MAX_CALL_DEPTH } from '#engine';
import type { CommandContext } from '../executor/command.js';
import { RunawayCallsError } from '../errors.js';
import type { LockedInstance } from './instance.js';

/**
 * Keeps calls from going on for ever, also where each called instance waits for something before it calls the next.
 * An instance that nobody has called, and most calls come from one, costs no query.
 * @param callActivity BPMN id of the call activity of `caller` that is about to call.
 * @throws RunawayCallsError
 */
export async function refuseRunawayCalls(
  context: CommandContext,
  caller: LockedInstance,
  { element: callActivity, calledElement }: { readonly element: string; readonly calledElement: string },
): Promise<void> {
  if (caller.parentInstanceId === null) return;
  const callers = await context.tx.query<{ process: string; callActivity: string }>(CALLERS, [
    caller.id,
    callActivity,
    MAX_CALL_DEPTH + 1,
  ]);
  if (callers.length <= MAX_CALL_DEPTH) return;
  const calls = callers.reverse().map((call) => `${call.process}:${call.callActivity}`);
  throw new RunawayCallsError(MAX_CALL_DEPTH, calls, calledElement);
}

/** The instance and all that called it, the nearest first. */
const CALLERS = `
  with recursive caller (definition_id, parent_instance_id, parent_activity_key, element_id, depth) as (
    select definition_id, parent_instance_id, parent_activity_key, $2::text, 1 from process_instance where id = $1
    union all
    select i.definition_id, i.parent_instance_id, i.parent_activity_key, a.element_id, c.depth + 1
    from caller c
    join process_instance i on i.id = c.parent_instance_id
    join activity a on a.instance_id = i.id and a.activity_key = c.parent_activity_key
    where c.depth < $3
  )
  select d.key as process, c.element_id as "callActivity"
  from caller c join process_definition d on d.id = c.definition_id
  order by c.depth`;

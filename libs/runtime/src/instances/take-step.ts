import { advance, type Advance, catchesError, type EngineCommand, type EngineState } from '#engine';
import type { CommandContext } from '../command.js';
import type { LockedInstance } from './instance.js';

/** What a step needs to know of its instance besides the state. */
type Stepping = Pick<LockedInstance, 'definitionId' | 'parentInstanceId' | 'parentActivityKey'>;

/**
 * Asks the engine for the next step of an instance. Nothing is written.
 *
 * Whether a caller catches an error is looked up only when one leaves the instance: the step is taken on the assumption
 * that it does and, where that proves wrong, once more. That is safe, since `advance` is pure, and spares every other
 * step of a called instance the look at its callers.
 */
export async function takeStep(
  context: CommandContext,
  instance: Stepping,
  state: EngineState | null,
  command: EngineCommand,
): Promise<Advance> {
  const graph = await context.definitions.graph(context.tx, instance.definitionId);
  const uncaught = new Set<string>();
  const callerCatches = (errorCode: string) => instance.parentInstanceId !== null && !uncaught.has(errorCode);
  for (;;) {
    const step = advance(graph, state, command, { now: context.now, zone: context.zone, callerCatches });
    const end = step.effects.at(-1);
    if (end?.type !== 'endInstance' || end.outcome !== 'error') return step;
    if (await isCaughtByCaller(context, instance, end.error.code)) return step;
    uncaught.add(end.error.code);
  }
}

/** Callers are not locked for this: where a call activity stands in its graph does not change while it waits. */
async function isCaughtByCaller(context: CommandContext, called: Stepping, errorCode: string): Promise<boolean> {
  for (let instance = called; instance.parentInstanceId !== null; ) {
    const [caller] = await context.tx.query<Stepping & { callActivity: string }>(
      `select i.definition_id as "definitionId", i.parent_instance_id as "parentInstanceId",
         i.parent_activity_key as "parentActivityKey", a.element_id as "callActivity"
       from process_instance i join activity a on a.instance_id = i.id and a.activity_key = $2
       where i.id = $1`,
      [instance.parentInstanceId, instance.parentActivityKey],
    );
    if (caller === undefined) return false;
    const graph = await context.definitions.graph(context.tx, caller.definitionId);
    if (catchesError(graph, caller.callActivity, errorCode)) return true;
    instance = caller;
  }
  return false;
}

import { type ArmedCycle, nextStartTimer, startTriggers } from '#engine';
import type { CommandContext } from '../executor/command.js';
import { beginInstance } from '../instances/advance-instance.js';

/** The job of a timer with which a process begins. */
export interface StartTimerJob {
  readonly id: string;
  readonly definitionId: string;
  readonly element: string;
  /** The cycle as it stands at this firing; null for a timer that fires once. */
  readonly cycle: ArmedCycle | null;
}

/**
 * Begins an instance by a timer, and moves its job on to the next firing. The same row for as long as there are firings,
 * so that a deployment that waits for this one to end takes the next one away too.
 */
export async function fireStartTimer(
  context: CommandContext,
  { id, definitionId, element, cycle }: StartTimerJob,
): Promise<{ instanceId: string; firesAgain: boolean }> {
  const instanceId = await beginInstance(context, { definitionId, at: element, variables: {} });
  return { instanceId, firesAgain: await moveToNextFiring(context, { id, definitionId, element, cycle }) };
}

/** Leaves a firing behind; false where it was the last. */
export async function moveToNextFiring(
  context: CommandContext,
  { id, definitionId, element, cycle }: StartTimerJob,
): Promise<boolean> {
  const graph = await context.definitions.graph(context.tx, definitionId);
  const trigger = startTriggers(graph).find((start) => start.element === element)?.trigger;
  if (cycle === null || trigger?.kind !== 'timer') return false;
  const next = nextStartTimer(cycle, trigger, context);
  if (next === null) return false;
  await context.tx.execute(
    `update job set status = 'ready', due_at = $2, payload = $3, attempt = 0, lease_owner = null, lease_until = null, delivered_at = null,
       error = null, failures = '[]'
     where id = $1`,
    [id, next.due, JSON.stringify({ cycle: next.cycle ?? null })],
  );
  return true;
}

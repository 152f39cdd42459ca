import type { Activity } from './activity.js';
import type { PlannedFlow } from './plan.js';
import type { Step } from './step.js';

/**
 * A token waits at the gateway that its flow leads to.
 * @returns all that waits there now: incoming flow id → count, never zero.
 */
export function holdToken(step: Step, scope: Activity, { flow }: PlannedFlow): ReadonlyMap<string, number> {
  scope.joins ??= new Map();
  const held = scope.joins.get(flow.target) ?? new Map<string, number>();
  scope.joins.set(flow.target, held.set(flow.id, (held.get(flow.id) ?? 0) + 1));
  step.scopesWithJoins.add(scope);
  return held;
}

/**
 * One token of each of these flows is joined to one, which the scope counts and the caller sends on. Further tokens on
 * the same flows wait for the next round.
 */
export function joinTokens(scope: Activity, gateway: string, flows: readonly string[]): void {
  const held = scope.joins?.get(gateway);
  if (!held) return;
  for (const flow of flows) {
    const count = held.get(flow) ?? 0;
    if (count > 1) held.set(flow, count - 1);
    else held.delete(flow);
  }
  if (held.size === 0) scope.joins?.delete(gateway);
  scope.tokens -= flows.length - 1;
}

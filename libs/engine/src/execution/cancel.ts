import type { Activity } from './activity.js';
import { record } from './history.js';
import type { Step } from './step.js';

/**
 * Cancels an activity with everything in it, the latest first. Its token is not touched: whoever cancels decides where
 * it goes.
 */
export function cancel(step: Step, activity: Activity): void {
  // A list instead of recursion: sub-processes may be nested thousands deep.
  const family = [activity];
  for (let i = 0; i < family.length; i++) {
    const { children, attached } = family[i] as Activity;
    if (children) family.push(...children);
    if (attached) family.push(...attached);
  }
  family.sort((a, b) => b.key - a.key);
  const held = new Set(family.filter(({ isHeldByJob }) => isHeldByJob));
  for (const member of family) {
    if (!held.has(member)) member.behaviour.withdraw?.(step, member);
    if (!member.isArmedEvent) record(step, member, 'cancel');
    step.remove(member);
  }
}

/**
 * Cancels everything inside a scope, the latest first, with every token that is under way there or waits at a join. The
 * scope itself, and what is armed for it, stays.
 *
 * @param keep one child that stays, with its token.
 */
export function sweep(step: Step, scope: Activity, keep?: Activity): void {
  for (const child of [...(scope.children ?? [])].reverse()) if (child !== keep) cancel(step, child);
  sweepTokens(step, scope);
}

/** Every token of a scope that is not in an activity is gone: those under way, at joins, and at listeners of flows. */
export function sweepTokens(step: Step, scope: Activity): void {
  for (const child of [...(scope.children ?? [])]) if (child.continuation?.at === 'take') cancel(step, child);
  scope.tokens = scope.children?.size ?? 0;
  scope.generation += 1;
  scope.joins = undefined;
  scope.resetting = undefined;
}

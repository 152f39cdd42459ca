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
  for (const member of family) {
    member.behaviour.withdraw?.(step, member);
    if (!member.host) record(step, member, 'cancel');
    step.remove(member);
  }
}

/** Cancels everything inside a scope, the latest first; the scope itself stays. */
export function cancelChildren(step: Step, scope: Activity): void {
  for (const child of [...(scope.children ?? [])].reverse()) cancel(step, child);
}

import type { Activity } from './activity.js';
import { cancel } from './cancel.js';
import { record } from './history.js';
import type { Step } from './step.js';

/**
 * Of the events behind an event-based gateway the first to happen wins: the gateway ends, the others are withdrawn in
 * the same step, and the winner takes over the gateway's token (BPMN 2.0.2 §13.4.4). Nothing happens for any other
 * activity.
 */
export function settleRace(step: Step, winner: Activity): void {
  const { host: gateway } = winner;
  if (!gateway || winner.isArmedEvent || gateway.ended) return;
  winner.leaveHost();
  for (const loser of [...(gateway.attached ?? [])].reverse()) cancel(step, loser);
  record(step, gateway, 'end');
  step.remove(gateway);
}

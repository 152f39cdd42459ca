import type { BoundaryEventNode } from '#bpmn';
import { cancel } from './cancel.js';
import { record } from './history.js';
import { flowsToTake, releaseToken, sendTokens } from './tokens.js';
import type { Activity } from './activity.js';
import type { Step } from './step.js';

/**
 * What a boundary event was armed for has happened (BPMN 2.0.2 §13.5.3): an interrupting one cancels its host with
 * everything in it and takes over its token, the other sends a token of its own. Whether the event itself stays armed
 * is the caller's business; it must have removed one that does not.
 *
 * @param key of the firing in the history, where it is not the armed event's own.
 */
export function triggerBoundaryEvent(step: Step, armed: Activity<BoundaryEventNode>, key = armed.key): void {
  const { host, parent: scope } = armed;
  if (!host || !scope) return;
  // A host that has failed is closed already.
  if (armed.element.interrupting && !host.ended) cancel(step, host);
  record(step, armed, 'start', key);
  const flows = flowsToTake(step, armed);
  record(step, armed, 'end', key);
  sendTokens(step, scope, flows);
  if (armed.element.interrupting) releaseToken(step, scope);
}

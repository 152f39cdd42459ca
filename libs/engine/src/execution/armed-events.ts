import type { BoundaryEventNode, EventNode } from '#bpmn';
import type { JsonObject } from '#foundation';
import type { CompensableActivity } from '../state.js';
import type { Activity } from './activity.js';
import { enter } from './begin.js';
import { cancel, sweep } from './cancel.js';
import { record } from './history.js';
import type { ArmedNode, PlannedNode } from './plan.js';
import type { Step } from './step.js';
import { checkDrained, flowsToTake, releaseToken, sendTokens } from './tokens.js';
import { writeVariables } from './variables.js';

/**
 * What a boundary event, or the start event of an event sub-process, was armed for has happened. Whether the event
 * itself stays armed is the caller's business; it must have removed one that does not.
 *
 * @param key of the firing in the history, where it is not the armed event's own.
 */
export function triggerArmedEvent(step: Step, armed: Activity<ArmedNode>, key = armed.key): void {
  if (armed.element.type === 'boundaryEvent') triggerBoundaryEvent(step, armed as Activity<BoundaryEventNode>, key);
  else triggerEventSubProcess(step, armed as Activity<EventNode>);
}

/**
 * BPMN 2.0.2 §13.5.3: an interrupting one cancels its host with everything in it and takes over its token, the other
 * sends a token of its own.
 */
function triggerBoundaryEvent(step: Step, armed: Activity<BoundaryEventNode>, key: number): void {
  const { host, parent: scope, element } = armed;
  if (!host || !scope) return;
  // A host that has failed is closed already.
  if (element.interrupting && !host.ended) cancel(step, host);
  record(step, armed, 'start', key);
  const flows = flowsToTake(step, armed);
  record(step, armed, 'end', key);
  sendTokens(step, scope, flows);
  if (element.interrupting) releaseToken(step, scope);
}

/**
 * BPMN 2.0.2 §10.3.5, §13.5.4: the event sub-process runs inside the scope that its start event was armed for. An
 * interrupting one first sweeps away everything else in that scope, and no other event of the scope can start after it.
 */
function triggerEventSubProcess(step: Step, armed: Activity<EventNode>): void {
  const { host: scope, planned, element } = armed;
  if (!scope || scope.ended) return;
  if (element.interrupting) {
    sweep(step, scope);
    disarmStarts(step, scope);
    scope.behaviour.interrupted?.(step, scope);
  }
  scope.tokens += 1;
  beginEventSubProcess(step, planned, scope);
}

/**
 * Begins an event sub-process at its start event.
 *
 * @param parent the scope it lies in or, for compensation, the event that throws it.
 * @param before what the scope was, where that has completed: its variables, and what can still be undone in it.
 */
export function beginEventSubProcess(
  step: Step,
  planned: PlannedNode<EventNode>,
  parent: Activity,
  { variables, inside }: Pick<CompensableActivity, 'variables' | 'inside'> = {},
): void {
  const eventSubProcess = planned.scope;
  if (!eventSubProcess) return;
  const activity = step.create(eventSubProcess, eventSubProcess.ownBehaviour, parent);
  activity.variables = variables;
  activity.compensable = inside && [...inside];
  enter(step, activity);
  const start = step.create(planned, planned.ownBehaviour, activity);
  start.begun = true;
  record(step, start, 'start');
  const flows = flowsToTake(step, start);
  record(step, start, 'end');
  step.remove(start);
  sendTokens(step, activity, flows);
  checkDrained(step, activity);
}

/** No event sub-process of the scope can be started any more by what it was armed for. */
export function disarmStarts(step: Step, scope: Activity): void {
  for (const armed of scope.attached ?? []) {
    if (armed.element.type !== 'startEvent') continue;
    armed.behaviour.withdraw?.(step, armed);
    step.remove(armed);
  }
}

/** Triggers an event whose trigger may come again, each time as a new activity; an interrupting one is disarmed. */
export function triggerRepeatable(step: Step, armed: Activity<ArmedNode>): void {
  if (armed.element.interrupting) {
    armed.behaviour.withdraw?.(step, armed);
    triggerOnce(step, armed);
  } else {
    triggerArmedEvent(step, armed, step.takeKey());
  }
}

/** Triggers an event that was armed, and is no more. */
export function triggerOnce(step: Step, armed: Activity<ArmedNode>): void {
  step.remove(armed);
  triggerArmedEvent(step, armed);
}

/** Triggers an event that is never armed, since only what happens inside its host can trigger it. */
export function triggerUnarmed(
  step: Step,
  event: PlannedNode<ArmedNode>,
  host: Activity,
  variables: JsonObject = {},
): void {
  const scope = event.node.type === 'boundaryEvent' ? host.parent : host;
  const armed = step.create(event, event.ownBehaviour, scope, host);
  writeVariables(step, armed, variables);
  triggerOnce(step, armed);
}

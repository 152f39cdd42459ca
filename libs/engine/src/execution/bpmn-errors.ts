import type { BoundaryEventNode, ErrorTrigger } from '#bpmn';
import type { JsonObject } from '#foundation';
import { UncaughtBpmnError } from '../errors.js';
import type { Activity } from './activity.js';
import { cancel } from './cancel.js';
import { end, fail } from './complete.js';
import type { PlannedNode } from './plan.js';
import type { Step } from './step.js';
import { writeVariables } from './variables.js';

/** An outcome that the model handles (BPMN 2.0.2 §10.5.5, Error Event Definition); never a technical failure. */
export interface BpmnError {
  readonly code: string;
  readonly message?: string;
}

/** A boundary event that the registry has found to catch errors. */
export type ErrorBoundaryNode = BoundaryEventNode & { readonly trigger: ErrorTrigger };

/**
 * The work of an activity has ended with an error. What the activity had opened is used up by the command that says so,
 * so nothing of it is withdrawn.
 *
 * @throws UncaughtBpmnError when nothing catches it; nothing has changed then.
 */
export function failWith(step: Step, activity: Activity, error: BpmnError): void {
  const caught = propagate(step, activity, error, () => fail(step, activity));
  if (!caught) throw new UncaughtBpmnError(activity.element.id, error.code, error.message);
}

/** An end event throws an error; false when nothing catches it, and nothing has changed then. */
export function throwAtEnd(step: Step, endEvent: Activity, error: BpmnError): boolean {
  return propagate(step, endEvent, error, () => end(step, endEvent));
}

/**
 * Takes an error to the innermost catcher and to no other: a boundary event of the thrower, of each scope around it
 * outward, or of a caller (BPMN 2.0.2 §13.5.3). Everything in the scope that it breaks out of is cancelled.
 *
 * @param leave closes the thrower. Its token goes with the scope that is cancelled, or passes to the boundary event.
 */
function propagate(step: Step, thrower: Activity, error: BpmnError, leave: () => void): boolean {
  for (let host: Activity | undefined = thrower; host; host = host.parent) {
    const catcher = catcherOn(host, error);
    if (!catcher) continue;
    leave();
    trigger(step, catcher, host, error);
    return true;
  }
  const { root } = step;
  if (!root || step.context.callerCatches?.(error.code) !== true) return false;
  leave();
  cancel(step, root);
  step.emit({ type: 'endInstance', outcome: 'error', variables: root.variables ?? {}, error });
  return true;
}

/** Boundary events are attached to the body around the runs of a multi-instance activity, not to each run. */
function catcherOn(host: Activity, { code }: BpmnError): PlannedNode<ErrorBoundaryNode> | undefined {
  if (host.isMultiInstanceRun) return undefined;
  return host.planned.errorEvents.find(({ node }) => catches(node, code));
}

/** Whether an error boundary event is for the code; without one of its own it is for every code. */
export function catches({ trigger }: ErrorBoundaryNode, code: string): boolean {
  return trigger.errorCode === undefined || trigger.errorCode === code;
}

function trigger(step: Step, catcher: PlannedNode<ErrorBoundaryNode>, host: Activity, error: BpmnError): void {
  const event = step.create(catcher, catcher.ownBehaviour, host.parent, host);
  writeVariables(event, variablesOfError(catcher.node.trigger, error));
  event.behaviour.enter(step, event);
}

function variablesOfError({ errorCodeVariable, errorMessageVariable }: ErrorTrigger, error: BpmnError): JsonObject {
  return {
    ...(errorCodeVariable !== undefined && { [errorCodeVariable]: error.code }),
    ...(errorMessageVariable !== undefined && { [errorMessageVariable]: error.message ?? null }),
  };
}

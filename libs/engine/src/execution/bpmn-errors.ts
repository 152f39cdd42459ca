import type { EventTrigger } from '#bpmn';
import type { JsonObject } from '#foundation';
import { UncaughtBpmnError } from '../errors.js';
import type { Activity } from './activity.js';
import { triggerUnarmed } from './armed-events.js';
import { cancel } from './cancel.js';
import { findCatcher } from './catchers.js';
import { end, fail } from './complete.js';
import type { Step } from './step.js';

/** An outcome that the model handles (BPMN 2.0.2 §10.5.5, Error Event Definition); never a technical failure. */
export interface BpmnError {
  readonly code: string;
  readonly message?: string;
}

/**
 * The work of an activity has ended with an error. What the activity had opened is used up by the command that says so,
 * so nothing of it is withdrawn.
 *
 * @param leave closes what the error comes out of; by default the activity.
 * @throws UncaughtBpmnError when nothing catches it; nothing has changed then.
 */
export function failWith(
  step: Step,
  activity: Activity,
  error: BpmnError,
  leave = () => fail(step, activity),
): void {
  const caught = propagate(step, activity, error, leave);
  if (!caught) throw new UncaughtBpmnError(activity.element.id, error.code, error.message);
}

/** An end event throws an error; false when nothing catches it, and nothing has changed then. */
export function throwAtEnd(step: Step, endEvent: Activity, error: BpmnError): boolean {
  return propagate(step, endEvent, error, () => end(step, endEvent));
}

/**
 * Takes an error to the innermost catcher and to no other: in this instance, else a caller (BPMN 2.0.2 §13.5.3).
 * Everything in the scope that it breaks out of is cancelled.
 *
 * @param leave closes the thrower. Its token goes with the scope that is cancelled, or passes to the boundary event.
 */
function propagate(step: Step, thrower: Activity, error: BpmnError, leave: () => void): boolean {
  const catcher = findCatcher(thrower, (trigger) => catches(trigger, error.code));
  if (catcher) {
    leave();
    triggerUnarmed(step, catcher.event, catcher.host, variablesOfError(catcher.event.node.trigger, error));
    return true;
  }
  const { root } = step;
  if (!root || step.context.callerCatches?.(error.code) !== true) return false;
  leave();
  cancel(step, root);
  step.emit({ type: 'endInstance', outcome: 'error', variables: root.variables ?? {}, error });
  return true;
}

/** Whether an event catches an error with this code; without a code of its own it catches every error. */
export function catches(trigger: EventTrigger | undefined, code: string): boolean {
  return trigger?.kind === 'error' && (trigger.errorCode === undefined || trigger.errorCode === code);
}

function variablesOfError(trigger: EventTrigger | undefined, error: BpmnError): JsonObject {
  if (trigger?.kind !== 'error') return {};
  const { errorCodeVariable, errorMessageVariable } = trigger;
  return {
    ...(errorCodeVariable !== undefined && { [errorCodeVariable]: error.code }),
    ...(errorMessageVariable !== undefined && { [errorMessageVariable]: error.message ?? null }),
  };
}

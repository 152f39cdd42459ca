import type { JsonObject } from '#foundation';
import type { Activity } from './activity.js';
import { record } from './history.js';
import { applyOutputs } from './mappings.js';
import type { PlannedFlow } from './plan.js';
import type { Step } from './step.js';
import { flowsToTake, releaseToken, sendTokens } from './tokens.js';
import { writeVariables } from './variables.js';

/** What an activity brings back when it completes. */
export interface Result {
  /** Written outward from the activity, see {@link writeVariables}. */
  readonly variables?: JsonObject;
  /** Seen by the output mappings only. */
  readonly local?: JsonObject;
}

/** The activity is done: its result is written, its outputs are mapped, and its token goes on. */
export function complete(step: Step, activity: Activity, result: Result = {}): void {
  if (result.variables) writeVariables(activity, result.variables);
  if (!activity.isMultiInstanceBody) applyOutputs(step, activity, result.local);
  const container = activity.parent;
  if (container?.behaviour.childCompleted) {
    end(step, activity);
    container.behaviour.childCompleted(step, container, activity);
  } else {
    leaveBy(step, activity, flowsToTake(step, activity));
  }
}

/** The activity is done and its token goes on along these flows; it ends where there are none. */
export function leaveBy(step: Step, activity: Activity, flows: readonly PlannedFlow[]): void {
  end(step, activity);
  const scope = activity.parent;
  if (!scope) return;
  sendTokens(step, scope, flows);
  releaseToken(step, scope);
}

/** Ends an activity without sending its token anywhere. Its boundary events are disarmed. */
export function end(step: Step, activity: Activity): void {
  close(step, activity, 'end');
}

/** As {@link end} for an activity whose work came to nothing. */
export function fail(step: Step, activity: Activity): void {
  close(step, activity, 'cancel');
}

function close(step: Step, activity: Activity, event: 'end' | 'cancel'): void {
  for (const armed of activity.attached ?? []) {
    armed.behaviour.withdraw?.(step, armed);
    step.remove(armed);
  }
  record(step, activity, event);
  step.remove(activity);
}

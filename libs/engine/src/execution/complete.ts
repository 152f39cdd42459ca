import type { JsonObject } from '#foundation';
import type { Activity } from './activity.js';
import { rememberCompensable } from './compensation.js';
import { waitAfter } from './continuations.js';
import { record } from './history.js';
import { applyOutputs } from './mappings.js';
import type { PlannedFlow } from './plan.js';
import { settleRace } from './race.js';
import type { Step } from './step.js';
import { flowsToTake, placeToken, releaseToken, sendTokens } from './tokens.js';
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
  if (result.variables) writeVariables(step, activity, result.variables);
  if (!activity.isLoopBody) applyOutputs(step, activity, result.local);
  leaveBy(step, activity);
}

/**
 * The activity is done and its token goes on, after the jobs behind the element.
 *
 * @param flows those that the token takes, none where it ends; by default what the conditions say then.
 */
export function leaveBy(step: Step, activity: Activity, flows?: readonly PlannedFlow[]): void {
  settleRace(step, activity);
  if (waitAfter(step, activity, flows)) disarm(step, activity);
  else passOn(step, activity, flows);
}

/** Nothing is left to do at the element: the activity ends. See {@link leaveBy}. */
export function passOn(step: Step, activity: Activity, flows?: readonly PlannedFlow[]): void {
  const { parent, behaviour } = activity;
  if (parent?.behaviour.childCompleted) {
    end(step, activity);
    parent.behaviour.childCompleted(step, parent, activity, flows);
  } else if (parent) {
    const taken = flows ?? flowsToTake(step, activity);
    end(step, activity);
    sendTokens(step, parent, taken);
    if (activity.planned.linkTarget) placeToken(step, parent, activity.planned.linkTarget);
    releaseToken(step, parent);
  } else {
    end(step, activity);
    behaviour.finished?.(step, activity);
  }
}

/** Ends an activity without sending its token anywhere. What is armed for it is disarmed. */
export function end(step: Step, activity: Activity): void {
  close(step, activity, 'end');
}

/** As {@link end} for an activity whose work came to nothing. */
export function fail(step: Step, activity: Activity): void {
  close(step, activity, 'cancel');
}

function close(step: Step, activity: Activity, event: 'end' | 'cancel'): void {
  disarm(step, activity);
  record(step, activity, event);
  if (event === 'end') rememberCompensable(step, activity);
  step.remove(activity);
}

function disarm(step: Step, activity: Activity): void {
  for (const armed of activity.attached ?? []) {
    armed.behaviour.withdraw?.(step, armed);
    step.remove(armed);
  }
}

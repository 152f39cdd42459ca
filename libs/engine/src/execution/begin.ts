import type { JsonObject } from '#foundation';
import type { Activity } from './activity.js';
import { waitBefore } from './continuations.js';
import { record } from './history.js';
import { applyInputs } from './mappings.js';
import type { ArmedNode, PlannedNode } from './plan.js';
import type { Step } from './step.js';

/** Begins the process itself with its first variables. */
export function beginProcess(step: Step, variables: JsonObject): Activity {
  const { root } = step.plan;
  const process = step.create(root, root.behaviour, undefined);
  process.variables = variables;
  enter(step, process);
  return process;
}

/**
 * Begins an activity (or the body around the runs of its loop) in a scope that already counts its token.
 *
 * @param variables of its own, where it is a variable scope from the beginning.
 */
export function begin(step: Step, planned: PlannedNode, scope: Activity, variables?: JsonObject): Activity {
  const activity = step.create(planned, planned.behaviour, scope);
  activity.variables = variables;
  if (!waitBefore(step, activity)) enter(step, activity);
  return activity;
}

/** Begins one run of a loop. @param variables of its own, see {@link begin} */
export function beginRun(step: Step, body: Activity, variables?: JsonObject): void {
  const run = step.create(body.planned, body.planned.ownBehaviour, body);
  run.variables = variables;
  if (!waitBefore(step, run)) enter(step, run);
}

/**
 * An activity is entered. The order matters: whatever happens inside comes later, from the agenda, and finds the events
 * armed; they see the activity's inputs; and what completed as it was entered (a manual task, a loop over nothing)
 * never arms them.
 */
export function enter(step: Step, activity: Activity): void {
  const { isLoopBody, isLoopRun, planned, behaviour } = activity;
  activity.begun = true;
  record(step, activity, 'start');
  if (!isLoopBody) applyInputs(step, activity);
  behaviour.enter(step, activity);
  if (!isLoopRun) for (const event of planned.boundaryEvents) arm(step, event, activity, activity.parent);
  const { generation } = activity;
  for (const event of isLoopBody ? [] : planned.armedStarts) {
    // After an interrupting event sub-process, whose condition held as it was armed, no other can start.
    if (activity.generation === generation) arm(step, event, activity, activity);
  }
}

/** Arms an event for as long as its host lives. It enters the history only when it is triggered. */
export function arm(step: Step, event: PlannedNode<ArmedNode>, host: Activity, scope: Activity | undefined): void {
  // A condition that holds as it is armed may have ended the host already.
  if (host.ended || !scope) return;
  const behaviour = event.ownBehaviour;
  behaviour.enter(step, step.create(event, behaviour, scope, host));
}

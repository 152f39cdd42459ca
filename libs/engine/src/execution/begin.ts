import type { BoundaryEventNode } from '#bpmn';
import type { JsonObject } from '#foundation';
import type { Activity } from './activity.js';
import { record } from './history.js';
import { applyInputs } from './mappings.js';
import type { PlannedNode } from './plan.js';
import type { Step } from './step.js';

/** Begins the process itself with its first variables. */
export function beginProcess(step: Step, variables: JsonObject): void {
  const { root } = step.plan;
  enter(step, step.create(root, root.behaviour, undefined), variables);
}

/** Begins an activity (or the multi-instance body around its runs) in a scope that already counts its token. */
export function begin(step: Step, planned: PlannedNode, scope: Activity): void {
  enter(step, step.create(planned, planned.behaviour, scope));
}

/** Begins one run of a multi-instance activity, with the loop's variables in a scope of its own. */
export function beginRun(step: Step, body: Activity, variables: JsonObject): void {
  enter(step, step.create(body.planned, body.planned.ownBehaviour, body), variables);
}

/** Arms a boundary event for as long as its host lives. It enters the history only when it is triggered. */
function arm(step: Step, planned: PlannedNode<BoundaryEventNode>, host: Activity): void {
  planned.ownBehaviour.enter(step, step.create(planned, planned.ownBehaviour, host.parent, host));
}

/**
 * The order matters: whatever happens inside comes later, from the agenda, and finds the boundary events armed; they
 * see the activity's inputs; and what completed as it was entered (a manual task, a loop over nothing) never arms them.
 */
function enter(step: Step, activity: Activity, variables?: JsonObject): void {
  activity.variables = variables;
  record(step, activity, 'start');
  if (!activity.isMultiInstanceBody) applyInputs(step, activity);
  activity.behaviour.enter(step, activity);
  if (activity.ended || activity.isMultiInstanceRun) return;
  for (const boundaryEvent of activity.planned.boundaryEvents) arm(step, boundaryEvent, activity);
}

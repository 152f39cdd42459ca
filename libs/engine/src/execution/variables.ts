import type { JsonObject } from '#foundation';
import type { Activity } from './activity.js';
import type { Step } from './step.js';

const NONE: JsonObject = {};

/** All variables an activity sees: the scopes from the process inward, the innermost value of a name wins. */
export function variablesSeenBy(activity: Activity): JsonObject {
  let seen: JsonObject | undefined;
  for (let scope: Activity | undefined = activity; scope; scope = scope.parent) {
    if (!scope.variables) continue;
    // Most activities see the process scope alone: then nothing is copied.
    seen = seen ? { ...scope.variables, ...seen } : scope.variables;
  }
  return seen ?? NONE;
}

/**
 * Writes each variable to the nearest scope, from the activity outward, that has the name already, else to the process
 * scope. So a name that an input mapping made local to a task stays local when the task submits it (and its output
 * mappings can pass it on), as in Camunda 7.
 */
export function writeVariables(step: Step, from: Activity, values: JsonObject): void {
  const inner = innerScopes(from);
  if (inner.length === 0) {
    declareVariables(step, processOf(from), values);
    return;
  }
  for (const [name, value] of Object.entries(values)) {
    const owner = inner.find(({ variables }) => variables && Object.hasOwn(variables, name)) ?? processOf(from);
    declareVariables(step, owner, { [name]: value });
  }
}

/** Writes into this very scope. */
export function declareVariables(step: Step, scope: Activity, values: JsonObject): void {
  if (step.plan.watchesVariables) step.noteChanges(scope, values);
  // A new object every time: the old one may be part of the given state or of an effect. Spread, unlike assignment,
  // also treats a variable called __proto__ as the plain name it is.
  scope.variables = { ...scope.variables, ...values };
}

/** The variable scopes from the activity outward, without that of the process. Most activities have none. */
function innerScopes(from: Activity): Activity[] {
  const scopes: Activity[] = [];
  for (let scope = from; scope.parent; scope = scope.parent) if (scope.variables) scopes.push(scope);
  return scopes;
}

function processOf(from: Activity): Activity {
  let scope = from;
  while (scope.parent) scope = scope.parent;
  return scope;
}

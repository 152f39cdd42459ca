import type { Mapping } from '#bpmn';
import type { JsonObject } from '#foundation';
import type { Activity } from './activity.js';
import { asIs, read, readVariable } from './evaluation.js';
import type { Step } from './step.js';
import { declareVariables, variablesSeenBy, writeVariables } from './variables.js';

/**
 * `camunda:inputParameter`: each is evaluated on entry, in order, and stored in a scope of the activity's own. A later
 * one sees the earlier ones.
 */
export function applyInputs(step: Step, activity: Activity): void {
  const { element } = activity;
  if (!('inputs' in element)) return;
  for (const { source, target } of element.inputs) {
    declareVariables(step, activity, { [target]: read(step, activity, { name: `input ${target}`, text: source }, asIs) });
  }
}

/**
 * `camunda:outputParameter`: each is evaluated on exit, in order, with all that the activity sees, and written outward
 * from the scope around it.
 *
 * @param local seen here and nowhere else, e.g. `completedBy`.
 */
export function applyOutputs(step: Step, activity: Activity, local?: JsonObject): void {
  const { element, parent } = activity;
  if (!('outputs' in element) || !parent) return;
  for (const { source, target } of element.outputs) {
    const seen = variablesSeenBy(activity);
    const variables = local ? { ...seen, ...local } : seen;
    const attribute = { name: `output ${target}`, text: source };
    writeVariables(step, parent, { [target]: read(step, activity, attribute, asIs, variables) });
  }
}

/**
 * What `camunda:in` and `camunda:out` hand over, by target name: a variable by its bare name (null where there is none)
 * or the value of an expression.
 *
 * @param from variables of the side that hands over; by default all that the activity sees.
 */
export function evaluateMappings(
  step: Step,
  activity: Activity,
  mappings: readonly Mapping[] = [],
  from: JsonObject = variablesSeenBy(activity),
): JsonObject {
  return Object.fromEntries(
    mappings.map(({ source, target }) => {
      const attribute = { name: `mapping to ${target}`, text: source };
      return [target, readVariable(step, activity, attribute, asIs, from)];
    }),
  );
}

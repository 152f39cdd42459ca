import type { CallActivityNode, Mapping } from '#bpmn';
import { toText } from '#expressions';
import type { JsonObject } from '#foundation';
import type { Activity } from '../../execution/activity.js';
import type { Behaviour } from '../../execution/behaviour.js';
import { failWith } from '../../execution/bpmn-errors.js';
import { complete } from '../../execution/complete.js';
import { asIs, readOptional, readVariable } from '../../execution/evaluation.js';
import type { Step } from '../../execution/step.js';
import { variablesSeenBy, writeVariables } from '../../execution/variables.js';

/**
 * Call activity (BPMN 2.0.2 §10.3.6, §13.3.4) with `camunda:in` and `camunda:out`: a child instance of another process,
 * which has variables of its own. It gets and gives back what the mappings name, or everything.
 */
export const callActivity: Behaviour<CallActivityNode> = {
  enter(step, activity) {
    const { element } = activity;
    const seen = variablesSeenBy(activity);
    const businessKey = readOptional(step, activity, 'businessKey', element.businessKey, toText);
    step.emit({
      type: 'startChild',
      key: activity.key,
      element: element.id,
      calledElement: element.calledElement,
      binding: element.binding,
      ...(element.bindingValue !== undefined && { bindingValue: element.bindingValue }),
      ...(businessKey !== undefined && { businessKey }),
      variables: passed(step, activity, element.allIn, element.in, seen),
    });
  },
  withdraw(step, { key }) {
    step.emit({ type: 'cancelChild', key });
  },
  on: {
    childEnded(step, activity, { variables }) {
      const { allOut, out } = activity.element;
      complete(step, activity, { variables: passed(step, activity, allOut, out, variables) });
    },
    childFailed(step, activity, { errorCode: code, errorMessage: message, variables = {} }) {
      const { allOut, out } = activity.element;
      writeVariables(activity, passed(step, activity, allOut, out, variables));
      failWith(step, activity, { code, ...(message !== undefined && { message }) });
    },
  },
};

/** What crosses the border between caller and child, evaluated over the variables of the side it comes from. */
function passed(
  step: Step,
  activity: Activity<CallActivityNode>,
  all: boolean,
  mappings: readonly Mapping[],
  from: JsonObject,
): JsonObject {
  const mapped = mappings.map(({ source, target }) => {
    return [target, readVariable(step, activity, { name: `mapping to ${target}`, text: source }, asIs, from)] as const;
  });
  return { ...(all && from), ...Object.fromEntries(mapped) };
}

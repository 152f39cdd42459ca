import type { CallActivityNode } from '#bpmn';
import { toText } from '#expressions';
import { UnusableAttributeError } from '../../errors.js';
import type { Behaviour } from '../../execution/behaviour.js';
import { failWith } from '../../execution/bpmn-errors.js';
import { complete } from '../../execution/complete.js';
import { escalate } from '../../execution/escalations.js';
import { readOptional } from '../../execution/evaluation.js';
import { evaluateMappings } from '../../execution/mappings.js';
import { variablesSeenBy, writeVariables } from '../../execution/variables.js';

/**
 * Call activity (BPMN 2.0.2 §10.3.6, §13.3.4) with `camunda:in` and `camunda:out`: a child instance of another process,
 * which has variables of its own. It gets and gives back what the mappings name, or everything. Errors and escalations
 * that leave the child come out of the call activity.
 */
export const callActivity: Behaviour<CallActivityNode> = {
  enter(step, activity) {
    const { element } = activity;
    const seen = variablesSeenBy(activity);
    const { id } = element;
    const calledElement = readOptional(step, activity, 'calledElement', element.calledElement, toText);
    if (calledElement === undefined) throw new UnusableAttributeError(id, 'calledElement', 'It names no process.');
    const bindingValue = readOptional(step, activity, 'calledElementBinding', element.bindingValue, toText);
    const businessKey = readOptional(step, activity, 'businessKey', element.businessKey, toText);
    const all = element.allIn === 'local' ? activity.variables : element.allIn && seen;
    step.emit({
      type: 'startChild',
      key: activity.key,
      element: id,
      calledElement,
      binding: element.binding,
      ...(bindingValue !== undefined && { bindingValue }),
      ...(businessKey !== undefined && { businessKey }),
      variables: { ...all, ...evaluateMappings(step, activity, element.in, seen) },
    });
  },
  withdraw(step, { key }) {
    step.emit({ type: 'cancelChild', key });
  },
  on: {
    childEnded(step, activity, { variables }) {
      const { allOut, out } = activity.element;
      const mapped = evaluateMappings(step, activity, out, variables);
      complete(step, activity, { variables: { ...(allOut && variables), ...mapped } });
    },
    childFailed(step, activity, { errorCode: code, errorMessage: message, variables = {} }) {
      const { allOut, out } = activity.element;
      const mapped = evaluateMappings(step, activity, out, variables);
      writeVariables(step, activity, { ...(allOut && variables), ...mapped });
      failWith(step, activity, { code, ...(message !== undefined && { message }) });
    },
    childEscalated(step, activity, { escalationCode }) {
      escalate(step, activity, escalationCode);
    },
  },
};

import type { BusinessRuleTaskNode, DecisionReference } from '#bpmn';
import { mapDecisionResult } from '#decisions';
import { toText } from '#expressions';
import { CongvanError, type JsonValue } from '#foundation';
import type { DecisionRequest } from '../../command.js';
import { UnusableAttributeError } from '../../errors.js';
import type { Activity } from '../../execution/activity.js';
import type { Behaviour } from '../../execution/behaviour.js';
import { complete } from '../../execution/complete.js';
import { readOptional } from '../../execution/evaluation.js';
import { implementedWork, resultOf } from '../../execution/implementations.js';
import type { Step } from '../../execution/step.js';
import { variablesSeenBy } from '../../execution/variables.js';

/**
 * Business rule task (BPMN 2.0.2 §10.3.3, §13.3.3): the decision that `camunda:decisionRef` names, else a handler. The
 * result goes to `camunda:resultVariable`; output mappings see it as `decisionResult` in either case.
 */
export const businessRuleTask: Behaviour<BusinessRuleTaskNode> = {
  ...implementedWork,
  enter(step, activity) {
    const { decision } = activity.element;
    if (!decision) {
      implementedWork.enter(step, activity);
      return;
    }
    const decisionResult = decide(step, activity, decision);
    complete(step, activity, {
      variables: resultOf(activity, decisionResult),
      local: { decisionResult },
    });
  },
};

/** @throws UnusableAttributeError when there is no such decision, or what it yields does not fit. */
function decide(step: Step, activity: Activity<BusinessRuleTaskNode>, decision: DecisionReference): JsonValue {
  const { id } = activity.element;
  const key = readOptional(step, activity, 'decisionRef', decision.key, toText);
  if (key === undefined) throw new UnusableAttributeError(id, 'decisionRef', 'It names no decision.');
  const bindingValue = readOptional(step, activity, 'decisionRefBinding', decision.bindingValue, toText);
  const request: DecisionRequest = {
    key,
    binding: decision.binding,
    ...(bindingValue !== undefined && { bindingValue }),
  };
  const { decide: evaluate } = step.context;
  if (!evaluate) throw new UnusableAttributeError(id, 'decisionRef', `No decisions are known here, ${key} neither.`);
  try {
    return mapDecisionResult(evaluate(request, variablesSeenBy(activity)), decision.mapResult);
  } catch (error) {
    if (error instanceof CongvanError) throw new UnusableAttributeError(id, `decision ${key}`, error);
    throw error;
  }
}

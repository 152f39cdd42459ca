import { textOf } from '../../document/bpmn-element.js';
import type { BusinessRuleTaskNode, DecisionReference } from '../../tasks.js';
import type { ElementSource } from '../element-compiler.js';
import { compileActivity } from '../activity.js';
import { compileBinding } from '../binding.js';
import { implementationOf } from '../implementation.js';
import { resultVariableOf } from '../result-variable.js';

const RESULTS: readonly DecisionReference['mapResult'][] = [
  'singleEntry',
  'singleResult',
  'collectEntries',
  'resultList',
];

/** `bpmn:businessRuleTask` (BPMN 2.0.2 §10.3.3.6): a decision of the deployment, else a handler. */
export function compileBusinessRuleTask(source: ElementSource): BusinessRuleTaskNode {
  const { element } = source;
  const decision = compileDecision(source);
  const implementation = decision === undefined ? implementationOf(element) : undefined;
  const resultVariable = resultVariableOf(element);
  return {
    ...compileActivity(source),
    type: 'businessRuleTask',
    ...(implementation && { implementation }),
    ...(decision && { decision }),
    ...(resultVariable !== undefined && { resultVariable }),
  };
}

function compileDecision(source: ElementSource): DecisionReference | undefined {
  const { element, id, findings } = source;
  const key = textOf(element, 'camunda:decisionRef');
  if (key === undefined) return undefined;
  const result = textOf(element, 'camunda:mapDecisionResult') ?? 'resultList';
  const mapResult = RESULTS.find((candidate) => candidate === result);
  if (mapResult === undefined) {
    const what = `camunda:mapDecisionResult "${result}" is unknown.`;
    findings.error(id, 'unsupported-result', what, `Use ${RESULTS.join(', ')}.`);
  }
  return { key, ...compileBinding(source, 'decisionRef'), mapResult: mapResult ?? 'resultList' };
}

import { childOf, idOf, textOf, type BpmnElement } from '../document/bpmn-element.js';
import type { FindingCollector } from '../findings.js';
import type { SequenceFlow } from '../graph.js';
import { conditionOf } from './condition-of.js';
import { isFeel } from './expression-of.js';
import { compileListeners } from './listeners.js';

/** `bpmn:sequenceFlow` (BPMN 2.0.2 §8.3.13); undefined for one that connects nothing, which has been reported. */
export function compileFlow(element: BpmnElement, findings: FindingCollector): SequenceFlow | undefined {
  const [id, source, target] = [idOf(element), childOf(element, 'sourceRef'), childOf(element, 'targetRef')];
  if (source === undefined || target === undefined || source.$parent !== target.$parent) return undefined;
  const name = textOf(element, 'name');
  const condition = compileCondition(element, findings);
  const listeners = compileListeners(element, findings);
  return {
    id,
    ...(name !== undefined && { name }),
    source: idOf(source),
    target: idOf(target),
    ...(condition !== undefined && { condition }),
    ...(listeners.length > 0 && { listeners }),
  };
}

function compileCondition(element: BpmnElement, findings: FindingCollector): string | undefined {
  const expression = childOf(element, 'conditionExpression');
  const language = textOf(expression, 'language');
  if (language !== undefined && !isFeel(language) && !/juel/i.test(language)) {
    const what = `Conditions in the language "${language}" are not supported.`;
    findings.error(idOf(element), 'unsupported', what, 'Write the condition as FEEL, starting with "=".');
  }
  const ofDocument = textOf(documentOf(element), 'expressionLanguage');
  return conditionOf(expression, { id: idOf(element), findings }, ofDocument);
}

function documentOf(element: BpmnElement): BpmnElement {
  let document = element;
  while (document.$parent !== undefined) document = document.$parent;
  return document;
}

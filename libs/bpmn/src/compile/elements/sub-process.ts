import { childrenOf, flagOf, idOf, type BpmnElement } from '../../document/bpmn-element.js';
import type { ScopeNode } from '../../graph.js';
import type { ElementSource } from '../element-compiler.js';
import { compileActivity } from '../activity.js';

/** An embedded sub-process (BPMN 2.0.2 §10.3.5); its elements are compiled by the walker. */
export function compileSubProcess(source: ElementSource): ScopeNode | undefined {
  const { element, id, findings } = source;
  if (flagOf(element, 'triggeredByEvent') === true) {
    findings.error(id, 'unsupported', 'Event sub-processes are not supported yet.', 'Use a boundary event.');
    return undefined;
  }
  return { ...compileActivity(source), type: 'subProcess', starts: startsOf(element) };
}

/** Ids of the start events without a trigger. */
export function startsOf(scope: BpmnElement): string[] {
  return childrenOf(scope, 'flowElements')
    .filter(({ $type }) => $type === 'bpmn:StartEvent')
    .filter(
      (start) => childrenOf(start, 'eventDefinitions').length + childrenOf(start, 'eventDefinitionRef').length === 0,
    )
    .map(idOf);
}

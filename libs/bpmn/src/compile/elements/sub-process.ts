import { childrenOf, idOf, isEventSubProcess } from '../../document/bpmn-element.js';
import type { ScopeNode } from '../../graph.js';
import type { ElementSource } from '../element-compiler.js';
import { compileActivity } from '../activity.js';
import { startsOf } from '../scope-starts.js';

/** An embedded or event sub-process (BPMN 2.0.2 §10.3.5); its elements are compiled by the walker. */
export function compileSubProcess(source: ElementSource): ScopeNode {
  return compileScope(source, isEventSubProcess(source.element) ? 'eventSubProcess' : 'subProcess');
}

/** `bpmn:transaction` (BPMN 2.0.2 §10.3.5, §13.3.4). */
export function compileTransaction(source: ElementSource): ScopeNode {
  return compileScope(source, 'transaction');
}

function compileScope(source: ElementSource, type: ScopeNode['type']): ScopeNode {
  const { element } = source;
  const eventSubProcesses = childrenOf(element, 'flowElements').filter(isEventSubProcess).map(idOf);
  return { ...compileActivity(source), type, starts: startsOf(element), eventSubProcesses };
}

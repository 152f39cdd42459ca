import type { FindingCollector } from '../findings.js';
import { childOf, childrenOf, idOf, isSubProcess, kindOf, type BpmnElement } from './bpmn-element.js';

/**
 * Gives the flow elements of a process what files leave out, in place: ids, stable by document order, and the
 * `incoming` and `outgoing` lists, always from the sequence flows, since many editors do not write them. A flow that
 * lacks an end or leaves its scope is reported and connects nothing.
 */
export function completeModel(process: BpmnElement, findings: FindingCollector): void {
  const elements = flowElementsIn(process);
  const taken = new Map<string, number>();
  for (const element of elements) {
    if (!isFlow(element)) nameElement(element, kindOf(element), taken);
  }
  for (const flow of elements.filter(isFlow)) {
    const [source, target] = [childOf(flow, 'sourceRef'), childOf(flow, 'targetRef')];
    nameElement(flow, `${source === undefined ? '' : idOf(source)}~${target === undefined ? '' : idOf(target)}`, taken);
  }
  connect(elements, findings);
}

export function isFlow(element: BpmnElement): boolean {
  return element.$type === 'bpmn:SequenceFlow';
}

/** All flow elements of a scope and the scopes in it, in document order. XML nesting is limited, so it may recurse. */
export function flowElementsIn(scope: BpmnElement, elements: BpmnElement[] = []): BpmnElement[] {
  for (const element of childrenOf(scope, 'flowElements')) {
    elements.push(element);
    if (isSubProcess(element)) flowElementsIn(element, elements);
  }
  return elements;
}

/** `~` cannot stand in an XML id, so a generated id never meets one of the file. */
function nameElement(element: BpmnElement, stem: string, taken: Map<string, number>): void {
  if (element.id !== undefined) return;
  const number = (taken.get(stem) ?? 0) + 1;
  taken.set(stem, number);
  element.set('id', `${stem}~${number}~gen`);
}

function connect(elements: readonly BpmnElement[], findings: FindingCollector): void {
  const incoming = new Map<BpmnElement, BpmnElement[]>();
  const outgoing = new Map<BpmnElement, BpmnElement[]>();
  for (const flow of elements.filter(isFlow)) {
    const [source, target] = [childOf(flow, 'sourceRef'), childOf(flow, 'targetRef')];
    if (source === undefined || target === undefined) {
      const end = source === undefined ? 'begin' : 'end';
      if (!findings.isBroken(idOf(flow))) {
        findings.unusable(
          idOf(flow),
          'loose-flow',
          `The sequence flow does not ${end} at an element.`,
          'Connect or remove it.',
        );
      }
    } else if (source.$parent !== target.$parent) {
      const what = `The sequence flow crosses the border of a sub-process (${idOf(source)} to ${idOf(target)}).`;
      findings.unusable(idOf(flow), 'crossing-flow', what, 'Connect elements of the same sub-process.');
    } else {
      append(outgoing, source, flow);
      append(incoming, target, flow);
    }
  }
  for (const element of elements.filter((candidate) => !isFlow(candidate))) {
    element.set('incoming', incoming.get(element) ?? []);
    element.set('outgoing', outgoing.get(element) ?? []);
  }
}

function append(lists: Map<BpmnElement, BpmnElement[]>, key: BpmnElement, flow: BpmnElement): void {
  const list = lists.get(key);
  if (list === undefined) lists.set(key, [flow]);
  else list.push(flow);
}

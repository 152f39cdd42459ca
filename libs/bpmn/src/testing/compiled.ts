import type { GraphNode, ProcessGraph } from '../graph.js';
import { compileProcess } from '../read-processes.js';
import { around, bpmnText } from './bpmn-text.js';

/** The graph of a document with some elements between start and end. */
export function graphOf(elements: string, definitions = ''): Promise<ProcessGraph> {
  return compileProcess(bpmnText(elements, definitions), 'P');
}

/** The compiled element `T` of a document around it. */
export async function compiled(element: string, definitions = '', more = ''): Promise<GraphNode> {
  const graph = await graphOf(around(element, more), definitions);
  return graph.nodes['T'] as GraphNode;
}

/** What every activity `T` of {@link compiled} has. */
export const bare = {
  id: 'T',
  scope: 'P',
  incoming: ['Start-T'],
  outgoing: ['T-End'],
  boundaryEvents: [],
  inputs: [],
  outputs: [],
};

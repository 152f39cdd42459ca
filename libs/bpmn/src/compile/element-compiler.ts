import type { BpmnElement } from '../document/bpmn-element.js';
import type { FindingCollector } from '../findings.js';
import type { GraphNode } from '../graph.js';
import type { NodeBase } from '../node.js';

/** What stands elsewhere in the process but decides what its elements mean. */
export interface ProcessFacts {
  /** Name of the innermost lane of each element that stands in one. */
  readonly lanes: ReadonlyMap<BpmnElement, string>;
  /** The activity that each compensation boundary event leads to. */
  readonly compensationHandlers: ReadonlyMap<BpmnElement, BpmnElement>;
}

/** One element of the model on its way to a node of the graph. */
export interface ElementSource {
  readonly element: BpmnElement;
  readonly id: string;
  /** What every node has; the compiler of the element adds the rest. */
  readonly base: Omit<NodeBase, 'type'>;
  /** Ids of the boundary events attached to the element. */
  readonly boundaryEvents: readonly string[];
  readonly facts: ProcessFacts;
  readonly findings: FindingCollector;
}

/** Makes the node of one kind of element; undefined when it reported an error that leaves no node to make. */
export type ElementCompiler = (source: ElementSource) => GraphNode | undefined;

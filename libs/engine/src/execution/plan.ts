import type { BoundaryEventNode, GraphNode, MultiInstance, ScopeNode, SequenceFlow } from '#bpmn';
import type { Behaviour } from './behaviour.js';

/** A graph with every id resolved to what it names, so that a step looks nothing up twice. */
export interface Plan {
  readonly root: PlannedNode<ScopeNode>;
  readonly nodes: ReadonlyMap<string, PlannedNode>;
}

export interface PlannedNode<N extends GraphNode = GraphNode> {
  readonly node: N;
  /** What a token meets: the element itself, or the multi-instance body around its runs. */
  readonly behaviour: Behaviour<N>;
  /** The element itself, always. */
  readonly ownBehaviour: Behaviour<N>;
  readonly multiInstance?: MultiInstance;
  /** In document order, the default flow included. */
  readonly outgoing: readonly PlannedFlow[];
  readonly defaultFlow?: PlannedFlow;
  /** Whether a condition or a default decides which outgoing flows are taken. */
  readonly conditional: boolean;
  readonly boundaryEvents: readonly PlannedNode<BoundaryEventNode>[];
  /** Scopes: where tokens begin. */
  readonly starts: readonly PlannedNode[];
}

export interface PlannedFlow {
  readonly flow: SequenceFlow;
  readonly target: PlannedNode;
}

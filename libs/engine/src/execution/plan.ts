import type { BoundaryEventNode, GraphNode, MultiInstance, ScopeNode, SequenceFlow } from '#bpmn';
import type { Behaviour } from './behaviour.js';
import type { ErrorBoundaryNode } from './bpmn-errors.js';

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
  /** Those that are armed while the activity lives. */
  readonly boundaryEvents: readonly PlannedNode<BoundaryEventNode>[];
  /** Those that catch errors: with a code of their own before the one for all, so that the first that fits is it. */
  readonly errorEvents: readonly PlannedNode<ErrorBoundaryNode>[];
  /** Scopes: where tokens begin. */
  readonly starts: readonly PlannedNode[];
}

export interface PlannedFlow {
  readonly flow: SequenceFlow;
  readonly target: PlannedNode;
}

import type { BoundaryEventNode, EventNode, GraphNode, ProcessGraph, ScopeNode, SequenceFlow } from '#bpmn';
import { UnknownElementError } from '../errors.js';
import type { Behaviour } from './behaviour.js';

/** A graph with every id resolved to what it names, so that a step looks nothing up twice. */
export interface Plan {
  readonly graph: ProcessGraph;
  readonly root: PlannedNode<ScopeNode>;
  readonly nodes: ReadonlyMap<string, PlannedNode>;
  readonly flows: ReadonlyMap<string, PlannedFlow>;
  /** What a job before, after or on the way to any element does. */
  readonly continuation: Behaviour;
  /** There are conditional events, which every change of a variable may trigger. */
  readonly watchesVariables: boolean;
  /** Scopes in which an event may undo what has completed, directly or with the whole that they belong to. */
  readonly undone: ReadonlySet<PlannedNode>;
  /** There are joins that wait for what can still come, which depends on tokens elsewhere in their scope. */
  readonly hasInclusiveJoins: boolean;
}

/** An event that waits, or catches, on the border of an activity or at the start of an event sub-process. */
export type ArmedNode = BoundaryEventNode | EventNode;

export interface PlannedNode<N extends GraphNode = GraphNode> {
  readonly node: N;
  /** What a token meets: the element itself, or the body around the runs of its loop. */
  readonly behaviour: Behaviour<N>;
  /** The element itself, always. */
  readonly ownBehaviour: Behaviour<N>;
  /** The scope that contains the node; the process has none. */
  readonly scope?: PlannedNode;
  /** In document order, the default flow included. */
  readonly outgoing: readonly PlannedFlow[];
  readonly defaultFlow?: PlannedFlow;
  /** Whether a condition or a default decides which outgoing flows are taken. */
  readonly conditional: boolean;
  /** Boundary events that are armed while the activity lives. */
  readonly boundaryEvents: readonly PlannedNode<BoundaryEventNode>[];
  /** Start events of event sub-processes inside that are armed while the scope lives. */
  readonly armedStarts: readonly PlannedNode<EventNode>[];
  /**
   * Events that catch what is thrown inside (errors, escalations, compensation, cancellation) and are never armed:
   * start events of event sub-processes inside, and boundary events. Those for one code come before those for all.
   */
  readonly catchingStarts: readonly PlannedNode<EventNode>[];
  readonly catchingBoundaryEvents: readonly PlannedNode<BoundaryEventNode>[];
  /** Scopes: where tokens begin. */
  readonly starts: readonly PlannedNode[];
  /** Throwing link event: where its token goes on. */
  readonly linkTarget?: PlannedNode;
  /** What undoes the activity: the one that its compensation boundary event leads to. */
  readonly compensationHandler?: PlannedNode;
  /** Topics of the jobs before and after the element (or, with a loop, before and after the body around its runs). */
  readonly jobs: SurroundingJobs;
  /** The same for each run of a loop. */
  readonly runJobs: SurroundingJobs;
}

/** Jobs that stand between a token and an element: asynchronous continuations and listeners. */
export interface SurroundingJobs {
  readonly before: readonly string[];
  readonly after: readonly string[];
}

export interface PlannedFlow {
  readonly flow: SequenceFlow;
  readonly target: PlannedNode;
  /** Topics of the listeners that run while a token takes the flow. */
  readonly listeners: readonly string[];
}

/** @throws UnknownElementError when the state, or the graph itself, names a flow that the graph lacks. */
export function plannedFlow({ flows }: Plan, id: string): PlannedFlow {
  const flow = flows.get(id);
  if (!flow) throw new UnknownElementError(id);
  return flow;
}

/** @throws UnknownElementError as {@link plannedFlow} */
export function plannedNode({ nodes }: Plan, id: string): PlannedNode {
  const node = nodes.get(id);
  if (!node) throw new UnknownElementError(id);
  return node;
}

import type { BoundaryEventNode, GraphNode, ProcessGraph, ScopeNode } from '#bpmn';
import { multiInstanceBody } from './elements/activities/multi-instance.js';
import { behaviourOf } from './elements/registry.js';
import { UnknownElementError } from './errors.js';
import type { ErrorBoundaryNode } from './execution/bpmn-errors.js';
import type { Plan, PlannedNode } from './execution/plan.js';

const plans = new WeakMap<ProcessGraph, Plan>();

/** The plan of a graph, made once per graph object. @throws UnknownElementError when the graph refers to nothing. */
export function planOf(graph: ProcessGraph): Plan {
  let plan = plans.get(graph);
  if (!plan) {
    plan = makePlan(graph);
    plans.set(graph, plan);
  }
  return plan;
}

type Mutable<T> = { -readonly [K in keyof T]: T[K] };

function makePlan(graph: ProcessGraph): Plan {
  const nodes = new Map<string, Mutable<PlannedNode>>();
  for (const node of Object.values(graph.nodes)) nodes.set(node.id, unlinked(node));
  const flows = new Map(
    Object.values(graph.flows).map((flow) => [flow.id, { flow, target: known(nodes, flow.target) }]),
  );
  const implicitStarts = entriesWithoutStartEvent(graph);

  for (const planned of nodes.values()) {
    const { node } = planned;
    planned.outgoing = node.outgoing.map((id) => known(flows, id));
    if (node.defaultFlow !== undefined) planned.defaultFlow = known(flows, node.defaultFlow);
    planned.conditional = planned.outgoing.some(
      (way) => way === planned.defaultFlow || way.flow.condition !== undefined,
    );
    if ('boundaryEvents' in node) {
      const attached = node.boundaryEvents.map((id) => known(nodes, id) as PlannedNode<BoundaryEventNode>);
      planned.boundaryEvents = attached.filter((event) => !catchesErrors(event));
      planned.errorEvents = inOrderOfCatching(attached.filter(catchesErrors));
    }
    if ('starts' in node) {
      const starts = node.starts.length > 0 ? node.starts : (implicitStarts.get(node.id) ?? []);
      planned.starts = starts.map((id) => known(nodes, id));
    }
  }
  return { root: known(nodes, graph.root.id) as PlannedNode<ScopeNode>, nodes };
}

function unlinked(node: GraphNode): Mutable<PlannedNode> {
  const own = behaviourOf(node);
  const multiInstance = 'multiInstance' in node ? node.multiInstance : undefined;
  return {
    node,
    behaviour: multiInstance ? multiInstanceBody : own,
    ownBehaviour: own,
    multiInstance,
    outgoing: [],
    conditional: false,
    boundaryEvents: [],
    errorEvents: [],
    starts: [],
  };
}

function catchesErrors(event: PlannedNode<BoundaryEventNode>): event is PlannedNode<ErrorBoundaryNode> {
  return event.node.trigger.kind === 'error';
}

function inOrderOfCatching(events: readonly PlannedNode<ErrorBoundaryNode>[]): PlannedNode<ErrorBoundaryNode>[] {
  const forAll = ({ node }: PlannedNode<ErrorBoundaryNode>) => node.trigger.errorCode === undefined;
  return [...events.filter((event) => !forAll(event)), ...events.filter(forAll)];
}

/** A scope without start events begins at every node that no flow leads to (BPMN 2.0.2 §13.3.4). */
function entriesWithoutStartEvent(graph: ProcessGraph): Map<string, string[]> {
  const entries = new Map<string, string[]>();
  const withStartEvent = new Set<string>();
  for (const { id, type, scope, incoming } of Object.values(graph.nodes)) {
    if (scope === undefined) continue;
    if (type === 'startEvent') withStartEvent.add(scope);
    else if (incoming.length === 0 && type !== 'boundaryEvent') entries.set(scope, [...(entries.get(scope) ?? []), id]);
  }
  for (const scope of withStartEvent) entries.delete(scope);
  return entries;
}

function known<T>(all: ReadonlyMap<string, T>, id: string): T {
  const found = all.get(id);
  if (found === undefined) throw new UnknownElementError(id);
  return found;
}

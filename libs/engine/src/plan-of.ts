import type { BoundaryEventNode, EventNode, GraphNode, Listener, NodeType, ProcessGraph, ScopeNode } from '#bpmn';
import { CONTINUE_TOPIC } from './effect.js';
import { continuation } from './elements/continuation.js';
import { behaviourOf, loopBehaviourOf } from './elements/registry.js';
import { UnknownElementError } from './errors.js';
import type { ArmedNode, Plan, PlannedFlow, PlannedNode, SurroundingJobs } from './execution/plan.js';

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

/** What waits, or waits to be reset, for tokens that can still come. */
const WAITING_JOINS: ReadonlySet<NodeType> = new Set(['inclusiveGateway', 'complexGateway']);

type Mutable<T> = { -readonly [K in keyof T]: T[K] };

function makePlan(graph: ProcessGraph): Plan {
  const all = Object.values(graph.nodes);
  const nodes = new Map(all.map((node) => [node.id, unlinked(node)]));
  const flows = new Map<string, PlannedFlow>(
    Object.values(graph.flows).map((flow) => [
      flow.id,
      { flow, target: known(nodes, flow.target), listeners: topicsOf(flow.listeners, 'take') },
    ]),
  );
  const linkCatches = catchingLinks(all);

  const rootListeners = topicsOf(graph.root.listeners, 'start');

  for (const planned of nodes.values()) {
    const { node } = planned;
    if (node.scope !== undefined) planned.scope = known(nodes, node.scope);
    planned.outgoing = node.outgoing.map((id) => known(flows, id));
    if (node.defaultFlow !== undefined) planned.defaultFlow = known(flows, node.defaultFlow);
    planned.conditional = planned.outgoing.some(
      (way) => way === planned.defaultFlow || way.flow.condition !== undefined,
    );
    if ('boundaryEvents' in node) linkBoundaryEvents(planned, node.boundaryEvents, nodes);
    if ('eventSubProcesses' in node) linkEventSubProcesses(planned, graph, node.eventSubProcesses, nodes);
    if ('starts' in node) planned.starts = node.starts.map((id) => known(nodes, id));
    // Those of the process itself: nothing of it waits before its first tokens do.
    if (node.type === 'startEvent' && node.scope === graph.key && rootListeners.length > 0) {
      planned.jobs = { ...planned.jobs, before: [...rootListeners, ...planned.jobs.before] };
    }
    if (node.type === 'intermediateThrowEvent' && node.trigger?.kind === 'link') {
      const target = linkCatches.get(linkKey(node.scope, node.trigger.link));
      if (target !== undefined) planned.linkTarget = known(nodes, target);
    }
  }
  return {
    graph,
    root: known(nodes, graph.root.id) as PlannedNode<ScopeNode>,
    nodes,
    flows,
    continuation,
    watchesVariables: all.some((node) => 'trigger' in node && node.trigger?.kind === 'conditional'),
    undone: undoneScopes([...nodes.values()]),
    hasInclusiveJoins: all.some(({ type, incoming }) => WAITING_JOINS.has(type) && incoming.length > 1),
  };
}

/** See {@link Plan.undone}: an event undoes its scope; in an event sub-process, or to cancel, also what is around. */
function undoneScopes(nodes: readonly PlannedNode[]): Set<PlannedNode> {
  const undone = new Set<PlannedNode>();
  for (const { node, scope: around } of nodes) {
    const kind = 'trigger' in node ? node.trigger?.kind : undefined;
    const isThrown = node.type === 'intermediateThrowEvent' || node.type === 'endEvent';
    if (!isThrown || (kind !== 'compensation' && kind !== 'cancel')) continue;
    let scope = around;
    for (; scope && goesOutward(scope, kind); scope = scope.scope) undone.add(scope);
    if (scope) undone.add(scope);
  }
  if (undone.size > 0) for (const node of nodes) if ('starts' in node.node && isWithin(node, undone)) undone.add(node);
  return undone;
}

function goesOutward({ node }: PlannedNode, kind: 'compensation' | 'cancel'): boolean {
  return kind === 'compensation' ? node.type === 'eventSubProcess' : node.type !== 'transaction';
}

function isWithin(node: PlannedNode, scopes: ReadonlySet<PlannedNode>): boolean {
  for (let { scope } = node; scope; { scope } = scope) if (scopes.has(scope)) return true;
  return false;
}

function unlinked(node: GraphNode): Mutable<PlannedNode> {
  const own = behaviourOf(node);
  const loop = loopBehaviourOf(node);
  const multiInstance = 'multiInstance' in node ? node.multiInstance : undefined;
  const [listenersBefore, listenersAfter] = [
    [...topicsOf(node.listeners, 'start'), ...topicsOf(node.listeners, 'create')],
    [...topicsOf(node.listeners, 'complete'), ...topicsOf(node.listeners, 'end')],
  ];
  const asynchronous = jobs(node.asyncBefore, [], [], node.asyncAfter);
  return {
    node,
    behaviour: loop ?? own,
    ownBehaviour: own,
    outgoing: [],
    conditional: false,
    boundaryEvents: [],
    armedStarts: [],
    catchingStarts: [],
    catchingBoundaryEvents: [],
    starts: [],
    jobs: loop ? asynchronous : jobs(node.asyncBefore, listenersBefore, listenersAfter, node.asyncAfter),
    runJobs: jobs(multiInstance?.asyncBefore, listenersBefore, listenersAfter, multiInstance?.asyncAfter),
  };
}

function jobs(
  asyncBefore: boolean | undefined,
  before: readonly string[],
  after: readonly string[],
  asyncAfter: boolean | undefined,
): SurroundingJobs {
  return {
    before: [...(asyncBefore ? [CONTINUE_TOPIC] : []), ...before],
    after: [...after, ...(asyncAfter ? [CONTINUE_TOPIC] : [])],
  };
}

function topicsOf(listeners: readonly Listener[] = [], event: Listener['event']): string[] {
  return listeners.filter((listener) => listener.event === event).map(({ topic }) => topic);
}

function linkBoundaryEvents(
  planned: Mutable<PlannedNode>,
  ids: readonly string[],
  nodes: ReadonlyMap<string, PlannedNode>,
): void {
  const events = ids.map((id) => known(nodes, id) as PlannedNode<BoundaryEventNode>);
  planned.boundaryEvents = events.filter(({ node }) => isArmed(node));
  planned.catchingBoundaryEvents = inOrderOfCatching(events.filter(({ node }) => isThrownTo(node)));
  for (const { node } of events) {
    if (node.trigger.kind !== 'compensation' || node.trigger.handler === undefined) continue;
    planned.compensationHandler = known(nodes, node.trigger.handler);
  }
}

function linkEventSubProcesses(
  planned: Mutable<PlannedNode>,
  graph: ProcessGraph,
  ids: readonly string[],
  nodes: ReadonlyMap<string, PlannedNode>,
): void {
  const starts = Object.values(graph.nodes)
    .filter(({ type, scope }) => type === 'startEvent' && scope !== undefined && ids.includes(scope))
    .map(({ id }) => known(nodes, id) as PlannedNode<EventNode>);
  planned.armedStarts = starts.filter(({ node }) => isArmed(node));
  planned.catchingStarts = inOrderOfCatching(starts.filter(({ node }) => isThrownTo(node)));
}

/** What waits for something outside its host, or for a change of a variable. */
function isArmed({ trigger }: ArmedNode): boolean {
  const kind = trigger?.kind;
  return kind === 'timer' || kind === 'message' || kind === 'signal' || kind === 'conditional';
}

/** What is found by something thrown inside its host. */
function isThrownTo({ trigger }: ArmedNode): boolean {
  const kind = trigger?.kind;
  return kind === 'error' || kind === 'escalation' || kind === 'compensation' || kind === 'cancel';
}

/** With a code of their own before the one for all, so that the first that fits is it. */
function inOrderOfCatching<N extends ArmedNode>(events: readonly PlannedNode<N>[]): PlannedNode<N>[] {
  return [...events.filter((event) => !catchesAll(event)), ...events.filter(catchesAll)];
}

function catchesAll({ node: { trigger } }: PlannedNode<ArmedNode>): boolean {
  if (trigger?.kind === 'error') return trigger.errorCode === undefined;
  return trigger?.kind === 'escalation' && trigger.escalationCode === undefined;
}

/** Catching link events by scope and name. */
function catchingLinks(nodes: readonly GraphNode[]): Map<string, string> {
  return new Map(
    nodes.flatMap((node) =>
      node.type === 'intermediateCatchEvent' && node.trigger?.kind === 'link'
        ? [[linkKey(node.scope, node.trigger.link), node.id] as const]
        : [],
    ),
  );
}

function linkKey(scope: string | undefined, link: string): string {
  return JSON.stringify([scope, link]);
}

function known<T>(all: ReadonlyMap<string, T>, id: string): T {
  const found = all.get(id);
  if (found === undefined) throw new UnknownElementError(id);
  return found;
}

import type { GraphNode, Implementation, PlainActivityNode, ProcessGraph, ServiceTaskNode } from '#bpmn';

/** Topic of the jobs that wait for a step; every other job completes at once. */
export const HELD_TOPIC = 'rehearsal:held';

const HELD: Implementation = { kind: 'topic', topic: HELD_TOPIC };

/**
 * A graph in which the tasks and throwing events of the given ids are jobs that wait, whatever the model has them do.
 * The others keep their work, but a task whose work the model leaves open becomes a job like any other, and what a job
 * would bring home is not awaited: its result variable stays as it is.
 */
export function withHeldTasks(graph: ProcessGraph, held: ReadonlySet<string>): ProcessGraph {
  return withNodes(graph, (node) => (held.has(node.id) ? waiting(node) : withoutResult(node)));
}

/**
 * The graph with one script, or one task that evaluates an expression, as a task that does nothing; undefined where the
 * element is neither. For models whose scripts need what only their own system has.
 */
export function withoutScript(graph: ProcessGraph, element: string): ProcessGraph | undefined {
  const node = Object.hasOwn(graph.nodes, element) ? graph.nodes[element] : undefined;
  if (node === undefined || !runsScript(node)) return undefined;
  const made = scriptless.get(graph) ?? new Map<string, ProcessGraph>();
  scriptless.set(graph, made);
  const known = made.get(element) ?? withNodes(graph, (each) => (each === node ? doingNothing(node) : each));
  made.set(element, known);
  return known;
}

/** What {@link withoutScript} has made of each graph: the engine prepares each new graph, which takes its time. */
const scriptless = new WeakMap<ProcessGraph, Map<string, ProcessGraph>>();

type Task = Extract<GraphNode, { type: 'serviceTask' | 'sendTask' | 'businessRuleTask' | 'scriptTask' }>;

function isTask(node: GraphNode): node is Task {
  return ['serviceTask', 'sendTask', 'businessRuleTask', 'scriptTask'].includes(node.type);
}

function implementationOf(node: Task): Implementation | undefined {
  return node.type === 'scriptTask' ? undefined : node.implementation;
}

function runsScript(node: GraphNode): node is Task {
  return isTask(node) && (node.type === 'scriptTask' || implementationOf(node)?.kind === 'expression');
}

function waiting(node: GraphNode): GraphNode {
  if (isTask(node)) return asJob(node, HELD);
  const throwing = node.type === 'intermediateThrowEvent' || node.type === 'endEvent';
  return throwing && node.trigger?.kind === 'message'
    ? { ...node, trigger: { ...node.trigger, implementation: HELD } }
    : node;
}

function withoutResult(node: GraphNode): GraphNode {
  if (!isTask(node) || node.type === 'scriptTask') return node;
  const implementation = implementationOf(node);
  if (implementation?.kind === 'topic') return { ...node, resultVariable: undefined };
  const hasWork =
    implementation !== undefined ||
    (node.type === 'sendTask' && node.message !== undefined) ||
    (node.type === 'businessRuleTask' && node.decision !== undefined);
  return hasWork ? node : asJob({ ...node, resultVariable: undefined }, { kind: 'topic', topic: node.id });
}

function asJob(node: Task, implementation: Implementation): ServiceTaskNode {
  return { ...activityOf(node), type: 'serviceTask', implementation, resultVariable: node.resultVariable };
}

function doingNothing(node: Task): PlainActivityNode {
  return { ...activityOf(node), type: 'task' };
}

/** What the task shares with every activity. */
function activityOf(node: Task): Omit<PlainActivityNode, 'type'> {
  const { id, name, scope, lane, incoming, outgoing, defaultFlow, asyncBefore, asyncAfter, listeners } = node;
  const { retryTimeCycle, properties, boundaryEvents, multiInstance, standardLoop, forCompensation } = node;
  const shared = { id, name, scope, lane, incoming, outgoing, defaultFlow, asyncBefore, asyncAfter, listeners };
  const activity = { retryTimeCycle, properties, boundaryEvents, multiInstance, standardLoop, forCompensation };
  return { ...shared, ...activity, inputs: node.inputs, outputs: node.outputs };
}

function withNodes(graph: ProcessGraph, change: (node: GraphNode) => GraphNode): ProcessGraph {
  // `fromEntries` makes own properties also of ids like `__proto__`.
  const nodes = Object.fromEntries(Object.entries(graph.nodes).map(([id, node]) => [id, change(node)]));
  return { ...graph, nodes };
}

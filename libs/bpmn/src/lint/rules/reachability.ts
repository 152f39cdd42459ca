import type { FindingCollector } from '../../findings.js';
import type { GraphNode, ProcessGraph } from '../../graph.js';
import { linkTargets } from '../link-targets.js';
import { nodesByScope } from '../nodes-by-scope.js';
import type { LintRule } from '../rule.js';

/** Every node can get a token, and every scope can end. */
export const reachability: LintRule = (graph, findings) => {
  const inside = nodesByScope(graph);
  const reached = reachedFrom(graph, inside, findings);
  for (const { id } of Object.values(graph.nodes)) {
    if (reached.has(id) || findings.isBroken(id)) continue;
    findings.error(id, 'unreachable', 'No path leads here from a start event.', 'Connect it, or remove it.');
  }
  for (const [scope, nodes] of inside) {
    const onPaths = nodes.filter((node) => !isBesideFlows(node));
    if (onPaths.length === 0 || onPaths.some(({ outgoing }) => outgoing.length === 0)) continue;
    findings.error(scope, 'endless', 'No path leads to an end.', 'Add an end event.');
  }
};

/** Everything reachable from the process; what is broken counts as reached, so that only the cause is reported. */
function reachedFrom(
  graph: ProcessGraph,
  inside: ReadonlyMap<string, readonly GraphNode[]>,
  findings: FindingCollector,
): Set<string> {
  const reached = new Set<string>();
  const links = linkTargets(graph);
  const open = [graph.key, ...Object.keys(graph.nodes).filter((id) => findings.isBroken(id))];
  for (let id = open.pop(); id !== undefined; id = open.pop()) {
    const node = graph.nodes[id];
    if (node === undefined || reached.has(id)) continue;
    reached.add(id);
    for (const next of nextOf(node, graph, inside)) open.push(next);
    open.push(...(links.get(id) ?? []));
  }
  return reached;
}

function nextOf(
  node: GraphNode,
  { flows }: ProcessGraph,
  inside: ReadonlyMap<string, readonly GraphNode[]>,
): readonly string[] {
  const next = node.outgoing.flatMap((flow) => flows[flow]?.target ?? []);
  if ('boundaryEvents' in node) next.push(...node.boundaryEvents);
  if ('starts' in node) {
    next.push(...node.starts, ...node.eventSubProcesses);
    next.push(...(inside.get(node.id) ?? []).filter(beginsByItself).map(({ id }) => id));
  }
  if (node.type === 'adHocSubProcess') next.push(...node.choices);
  const trigger = 'trigger' in node ? node.trigger : undefined;
  if (trigger?.kind === 'compensation' && trigger.handler !== undefined) next.push(trigger.handler);
  return next;
}

function beginsByItself(node: GraphNode): boolean {
  return (node.type === 'startEvent' && node.trigger !== undefined) || ('instantiate' in node && node.instantiate);
}

/** What has no outgoing flow and is no end all the same. */
function isBesideFlows(node: GraphNode): boolean {
  if (node.type === 'eventSubProcess' || ('forCompensation' in node && node.forCompensation === true)) return true;
  if (!('trigger' in node)) return false;
  return (
    (node.type === 'boundaryEvent' && node.trigger.kind === 'compensation') ||
    (node.type === 'intermediateThrowEvent' && node.trigger?.kind === 'link')
  );
}

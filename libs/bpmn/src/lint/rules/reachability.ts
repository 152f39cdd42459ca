import type { GraphNode, ProcessGraph } from '../../graph.js';
import type { LintRule } from '../rule.js';

/** Every node can get a token, and every scope can end. */
export const reachability: LintRule = (graph, findings) => {
  const reached = reachedFrom(graph, (id) => findings.isBroken(id));
  for (const { id } of Object.values(graph.nodes)) {
    if (reached.has(id) || findings.isBroken(id)) continue;
    findings.error(id, 'unreachable', 'No path leads here from a start event.', 'Connect it, or remove it.');
  }
  for (const scope of Object.values(graph.nodes).filter((node) => 'starts' in node)) {
    const inside = Object.values(graph.nodes).filter((node) => node.scope === scope.id);
    if (inside.length === 0 || inside.some(({ outgoing }) => outgoing.length === 0)) continue;
    findings.error(scope.id, 'endless', 'No path leads to an end.', 'Add an end event.');
  }
};

/** Everything reachable from the process; what is broken counts as reached, so that only the cause is reported. */
function reachedFrom(graph: ProcessGraph, isBroken: (id: string) => boolean): Set<string> {
  const reached = new Set<string>();
  const open = [graph.key, ...Object.keys(graph.nodes).filter(isBroken)];
  for (let id = open.pop(); id !== undefined; id = open.pop()) {
    const node = graph.nodes[id];
    if (node === undefined || reached.has(id)) continue;
    reached.add(id);
    open.push(...nextOf(node, graph));
  }
  return reached;
}

function nextOf(node: GraphNode, { flows }: ProcessGraph): string[] {
  return [
    ...node.outgoing.flatMap((flow) => flows[flow]?.target ?? []),
    ...('boundaryEvents' in node ? node.boundaryEvents : []),
    ...('starts' in node ? node.starts : []),
  ];
}

import type { GraphNode, ProcessGraph } from '../graph.js';

/** The nodes directly inside each scope, in document order; the process's key leads to its own. */
export function nodesByScope(graph: ProcessGraph): ReadonlyMap<string, readonly GraphNode[]> {
  const inside = new Map<string, GraphNode[]>();
  for (const node of Object.values(graph.nodes)) {
    if (node.scope === undefined) continue;
    const siblings = inside.get(node.scope);
    if (siblings === undefined) inside.set(node.scope, [node]);
    else siblings.push(node);
  }
  return inside;
}

/** The scopes around a node, innermost first. */
export function* scopesAround(node: GraphNode, { nodes }: ProcessGraph): Generator<GraphNode> {
  let scope = node.scope === undefined ? undefined : nodes[node.scope];
  while (scope !== undefined) {
    yield scope;
    scope = scope.scope === undefined ? undefined : nodes[scope.scope];
  }
}

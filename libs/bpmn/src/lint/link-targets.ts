import type { GraphNode, ProcessGraph } from '../graph.js';

/** The ids of the catching link events that each throwing one leads to: those of its scope with its name. */
export function linkTargets(graph: ProcessGraph): ReadonlyMap<string, readonly string[]> {
  const nodes = Object.values(graph.nodes);
  const catching = new Map<string, string[]>();
  for (const node of nodes) {
    const link = node.type === 'intermediateCatchEvent' ? linkOf(node) : undefined;
    if (link === undefined) continue;
    const others = catching.get(link);
    if (others === undefined) catching.set(link, [node.id]);
    else others.push(node.id);
  }
  return new Map(
    nodes.flatMap((node): [string, string[]][] => {
      const link = node.type === 'intermediateThrowEvent' ? linkOf(node) : undefined;
      return link === undefined ? [] : [[node.id, catching.get(link) ?? []]];
    }),
  );
}

/** What names the link of an event: its scope and its name; undefined for other nodes. */
export function linkOf(node: GraphNode): string | undefined {
  if (!('trigger' in node) || node.trigger?.kind !== 'link') return undefined;
  return JSON.stringify([node.scope, node.trigger.link]);
}

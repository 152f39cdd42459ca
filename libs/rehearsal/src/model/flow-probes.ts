import type { GraphNode, ProcessGraph, SequenceFlow } from '#bpmn';

/** What a probe's id has in front of that of its flow; no BPMN id contains a colon. */
const PREFIX = 'flow:';

/**
 * The graph with an event that does nothing on each sequence flow, so that the history, which knows elements only, also
 * tells which flows were taken. The flow out of the source keeps its id, so messages about conditions read as ever.
 * There is no probe where an element counts on what stands before or behind it (see {@link canBeProbed}).
 */
export function withFlowProbes(graph: ProcessGraph): ProcessGraph {
  const probed = Object.values(graph.flows).filter((flow) => canBeProbed(graph, flow));
  const intoTarget = new Map(probed.map(({ id }) => [id, `${PREFIX}${id}:in`]));
  const nodes = Object.values(graph.nodes).map(
    (node): GraphNode => ({ ...node, incoming: node.incoming.map((id) => intoTarget.get(id) ?? id) }),
  );
  const probes = probed.map(
    ({ id, source }): GraphNode => ({
      id: `${PREFIX}${id}`,
      type: 'intermediateThrowEvent',
      scope: graph.nodes[source]?.scope,
      incoming: [id],
      outgoing: [`${PREFIX}${id}:in`],
    }),
  );
  const flows = Object.values(graph.flows).flatMap((flow): SequenceFlow[] => {
    const into = intoTarget.get(flow.id);
    if (into === undefined) return [flow];
    const probe = `${PREFIX}${flow.id}`;
    return [
      { ...flow, target: probe },
      { id: into, source: probe, target: flow.target },
    ];
  });
  return { ...graph, nodes: byId([...nodes, ...probes]), flows: byId(flows) };
}

/** Id of the flow whose probe the element is; undefined for an element of the model. */
export function probedFlow(element: string): string | undefined {
  return element.startsWith(PREFIX) ? element.slice(PREFIX.length) : undefined;
}

/** Not behind an event-based gateway, which takes events only, nor before a complex one, which names its flows. */
export function canBeProbed(graph: ProcessGraph, { source, target }: SequenceFlow): boolean {
  return graph.nodes[source]?.type !== 'eventBasedGateway' && graph.nodes[target]?.type !== 'complexGateway';
}

function byId<T extends { readonly id: string }>(all: readonly T[]): Record<string, T> {
  return Object.fromEntries(all.map((each) => [each.id, each]));
}

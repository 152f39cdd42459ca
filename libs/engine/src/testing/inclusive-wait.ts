import type { ProcessGraph } from '#bpmn';
import type { EngineState } from '../state.js';

/**
 * Inclusive joins of the process scope that wait although the rule of BPMN 2.0.2 §13.4.3 lets them go on, by a search
 * along every path: a second opinion on `execution/reach.ts`. Graphs without boundary events and links only.
 */
export function waitingInVain(graph: ProcessGraph, { instances }: EngineState): string[] {
  const [process] = instances;
  const joins = Object.entries(process?.joins ?? {});
  const held = joins.flatMap(([, flows]) => Object.keys(flows));
  const behindJobs = instances.flatMap(({ continuation, parent }) =>
    continuation?.at === 'after' && continuation.flows ? [{ parent, flows: continuation.flows }] : [],
  );
  const decided = new Set(behindJobs.map(({ parent }) => parent));
  const standing = instances.filter(({ key, parent }) => parent === process?.key && !decided.has(key));
  const tokens = [
    ...held.map((flow) => [flow]),
    ...behindJobs.flatMap(({ flows }) => flows.map((flow) => [flow])),
    ...standing.map(({ element }) => graph.nodes[element]!.outgoing),
  ];
  return joins.flatMap(([gateway, flows]) => {
    const { type, incoming } = graph.nodes[gateway]!;
    if (type !== 'inclusiveGateway') return [];
    const arrived = incoming.filter((flow) => Object.hasOwn(flows, flow));
    const missing = incoming.filter((flow) => !arrived.includes(flow));
    const keepsWaiting = tokens.some((from) => {
      const reached = flowsFrom(graph, from, gateway);
      return missing.some((flow) => reached.has(flow)) && !arrived.some((flow) => reached.has(flow));
    });
    return keepsWaiting ? [] : [`${gateway} waits on ${arrived.join(', ')}, and nothing else can come`];
  });
}

/** Every flow that a token on these may come along, without passing a gateway. */
function flowsFrom({ flows, nodes }: ProcessGraph, from: readonly string[], gateway: string): ReadonlySet<string> {
  const reached = new Set(from);
  for (const id of reached) {
    const { target } = flows[id]!;
    if (target !== gateway) for (const next of nodes[target]!.outgoing) reached.add(next);
  }
  return reached;
}

import type { GraphNode, ProcessGraph } from '../../graph.js';
import type { LintRule } from '../rule.js';

/**
 * A parallel join waits for a token on every incoming flow (BPMN 2.0.2 §13.4.1). If two of them come from different
 * ways out of one choice, it waits for ever. Only what is certain is reported: branches are followed backwards as long
 * as there is one way only.
 */
export const deadJoins: LintRule = (graph, findings) => {
  for (const join of Object.values(graph.nodes)) {
    if (join.type !== 'parallelGateway' || join.incoming.length < 2) continue;
    const choice = choiceBefore(join, graph);
    if (choice === undefined) continue;
    const what = `The gateway waits for several branches of ${choice}, of which only one is ever taken.`;
    findings.warning(join.id, 'dead-join', what, 'Join them with a gateway of the same kind as the split.');
  }
};

/** The gateway of which two different outgoing flows lead to the join, each for certain. */
function choiceBefore(join: GraphNode, graph: ProcessGraph): string | undefined {
  const branches = new Map<string, string>();
  for (const incoming of join.incoming) {
    for (const [choice, branch] of choicesOnTheWay(incoming, graph)) {
      const other = branches.get(choice);
      if (other !== undefined && other !== branch) return choice;
      branches.set(choice, branch);
    }
  }
  return undefined;
}

function* choicesOnTheWay(last: string, { nodes, flows }: ProcessGraph): Generator<[choice: string, branch: string]> {
  const seen = new Set<string>();
  let flow: string | undefined = last;
  while (flow !== undefined && !seen.has(flow)) {
    seen.add(flow);
    const node: GraphNode | undefined = nodes[flows[flow]?.source ?? ''];
    if (node?.type === 'exclusiveGateway' || node?.type === 'eventBasedGateway') yield [node.id, flow];
    flow = node?.incoming.length === 1 ? node.incoming[0] : undefined;
  }
}

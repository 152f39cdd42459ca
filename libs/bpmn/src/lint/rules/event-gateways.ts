import type { FindingCollector } from '../../findings.js';
import type { GraphNode } from '../../graph.js';
import type { LintRule } from '../rule.js';

const CAUGHT = ['message', 'timer', 'signal', 'conditional'];

/** Behind an event-based gateway at least two events race, and nothing else leads to them (BPMN 2.0.2 §10.6.6). */
export const eventGateways: LintRule = (graph, findings) => {
  for (const gateway of Object.values(graph.nodes)) {
    if (gateway.type !== 'eventBasedGateway') continue;
    const targets = gateway.outgoing.flatMap((flow) => graph.nodes[graph.flows[flow]?.target ?? ''] ?? []);
    if (targets.length < 2) {
      const what = 'Fewer than two events follow the event-based gateway.';
      findings.error(gateway.id, 'event-gateway', what, 'Let it lead to the events that race, or remove it.');
    }
    for (const target of targets) checkTarget(gateway.id, target, findings);
  }
};

function checkTarget(gateway: string, target: GraphNode, findings: FindingCollector): void {
  if (findings.isBroken(target.id)) return;
  const isEvent = target.type === 'intermediateCatchEvent' && CAUGHT.includes(target.trigger?.kind ?? '');
  if (!isEvent && target.type !== 'receiveTask') {
    const what = `${target.type} cannot follow the event-based gateway ${gateway}.`;
    findings.error(target.id, 'event-gateway', what, 'Use a catching event or a receive task.');
  } else if (target.incoming.length > 1) {
    const what = `Something else than the event-based gateway ${gateway} leads here too.`;
    findings.error(target.id, 'event-gateway', what, 'Copy the event for the other way.');
  }
}

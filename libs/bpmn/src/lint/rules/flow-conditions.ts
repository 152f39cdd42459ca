import type { GraphNode, SequenceFlow } from '../../graph.js';
import type { FindingCollector } from '../../findings.js';
import type { LintRule } from '../rule.js';

/** Where a path is chosen, every way out has a condition or is the default, and one of them can always be taken. */
export const flowConditions: LintRule = (graph, findings) => {
  for (const node of Object.values(graph.nodes)) {
    const outgoing = node.outgoing.flatMap((id) => graph.flows[id] ?? []);
    checkDefault(node, outgoing, findings);
    if (node.type === 'exclusiveGateway') checkChoice(node, outgoing, findings);
    else if (node.type === 'parallelGateway' || node.type === 'eventBasedGateway') checkParallel(outgoing, findings);
    else checkAllConditional(node, outgoing, findings);
  }
};

function checkDefault(
  { id, defaultFlow }: GraphNode,
  outgoing: readonly SequenceFlow[],
  findings: FindingCollector,
): void {
  if (defaultFlow === undefined) return;
  const flow = outgoing.find((candidate) => candidate.id === defaultFlow);
  if (flow === undefined) {
    findings.error(
      id,
      'foreign-default',
      `The default flow ${defaultFlow} does not begin here.`,
      'Choose one of its outgoing flows.',
    );
  } else if (flow.condition !== undefined) {
    findings.warning(flow.id, 'ignored-condition', 'The condition of a default flow is ignored.', 'Remove it.');
  }
}

function checkChoice(
  { id, defaultFlow }: GraphNode,
  outgoing: readonly SequenceFlow[],
  findings: FindingCollector,
): void {
  if (outgoing.length < 2) return;
  for (const flow of outgoing) {
    if (flow.id === defaultFlow || flow.condition !== undefined) continue;
    findings.error(
      flow.id,
      'no-condition',
      `The flow out of ${id} has no condition.`,
      'Give it a condition, or make it the default flow.',
    );
  }
  if (defaultFlow === undefined) warnWithoutDefault(id, findings);
}

function checkParallel(outgoing: readonly SequenceFlow[], findings: FindingCollector): void {
  for (const { id, condition } of outgoing) {
    if (condition === undefined) continue;
    findings.warning(
      id,
      'ignored-condition',
      'This gateway does not look at conditions.',
      'Remove it, or use another gateway.',
    );
  }
}

function checkAllConditional(
  { id, defaultFlow }: GraphNode,
  outgoing: readonly SequenceFlow[],
  findings: FindingCollector,
): void {
  const conditional = outgoing.filter(({ condition }) => condition !== undefined);
  if (conditional.length > 0 && conditional.length === outgoing.length && defaultFlow === undefined)
    warnWithoutDefault(id, findings);
}

function warnWithoutDefault(id: string, findings: FindingCollector): void {
  const what = 'If no condition holds, the instance stops here with an error.';
  findings.warning(id, 'no-default', what, 'Make one of the outgoing flows the default flow.');
}

import type { GraphNode } from '../../graph.js';
import type { LintRule } from '../rule.js';

/** A task that the system does says how. */
export const implementations: LintRule = (graph, findings) => {
  for (const node of Object.values(graph.nodes)) {
    const problem = findings.isBroken(node.id) ? undefined : problemOf(node);
    if (problem !== undefined) findings.error(node.id, ...problem);
  }
};

type Problem = readonly [code: string, what: string, mend: string];

const GIVE_TOPIC = 'Give camunda:type="external" and the camunda:topic of a handler.';

function problemOf(node: GraphNode): Problem | undefined {
  switch (node.type) {
    case 'serviceTask':
      return node.implementation && !isEmpty(node.implementation)
        ? undefined
        : ['no-topic', 'The service task does not say what it does.', GIVE_TOPIC];
    case 'sendTask':
      return (node.implementation ?? node.message)
        ? undefined
        : ['no-topic', 'The send task names neither a message nor a handler.', `${GIVE_TOPIC} Or refer to a message.`];
    case 'businessRuleTask':
      return (node.implementation ?? node.decision)
        ? undefined
        : ['no-decision', 'The business rule task does not say which decision it takes.', 'Give camunda:decisionRef.'];
    case 'receiveTask':
      return node.message
        ? undefined
        : ['no-message', 'The receive task does not say which message it waits for.', 'Refer to a message.'];
    case 'callActivity':
      return node.calledElement === ''
        ? ['no-called-element', 'The call activity does not say which process it calls.', 'Give calledElement.']
        : undefined;
    default:
      return undefined;
  }
}

function isEmpty(implementation: { readonly kind: string; readonly topic?: string }): boolean {
  return implementation.kind === 'topic' && implementation.topic === '';
}

import testRule from 'bpmnlint/lib/test-rule.js';
import fakeJoin from 'bpmnlint/rules/fake-join.js';
import noDuplicateSequenceFlows from 'bpmnlint/rules/no-duplicate-sequence-flows.js';
import noGatewayJoinFork from 'bpmnlint/rules/no-gateway-join-fork.js';
import noImplicitSplit from 'bpmnlint/rules/no-implicit-split.js';
import superfluousGateway from 'bpmnlint/rules/superfluous-gateway.js';
import superfluousTermination from 'bpmnlint/rules/superfluous-termination.js';
import type { BpmnElement } from '../document/bpmn-element.js';
import type { FindingCollector } from '../findings.js';

/**
 * The core rules of bpmnlint that our own do not cover, as warnings about style. Left out are those on labels, on
 * layout, and on what our compiler refuses with better words.
 */
const RULES = {
  'fake-join': [fakeJoin, 'Join the flows with a gateway before it, so that readers see what is meant.'],
  'no-duplicate-sequence-flows': [noDuplicateSequenceFlows, 'Remove the second flow.'],
  'no-gateway-join-fork': [noGatewayJoinFork, 'Use one gateway to join and another to split.'],
  'no-implicit-split': [noImplicitSplit, 'Split with a parallel gateway.'],
  'superfluous-gateway': [superfluousGateway, 'Remove the gateway.'],
  'superfluous-termination': [superfluousTermination, 'Use a plain end event.'],
} as const;

/**
 * Runs the rules on a model completed by `completeModel`; only what they say about the elements `concerned` is kept.
 *
 * bpmnlint's own `Linter` is not used: it resolves its configuration asynchronously and keeps rule objects, of which
 * some carry state from one model to the next (`no-duplicate-sequence-flows`). Its rules run as well on their own.
 */
export function lintModel(definitions: BpmnElement, concerned: ReadonlySet<string>, findings: FindingCollector): void {
  for (const [name, [create, mend]] of Object.entries(RULES)) {
    for (const { id = '', message } of testRule({ moddleRoot: definitions, rule: create() })) {
      if (concerned.has(id) && !findings.isBroken(id))
        findings.warning(id, name, `${message.replace(/\.$/, '')}.`, mend);
    }
  }
}

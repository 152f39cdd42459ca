import { childOf, childrenOf, extensionsOf, idOf, kindOf, textOf, type BpmnElement } from '../document/bpmn-element.js';
import { flowElementsIn } from '../document/complete-model.js';
import type { FindingCollector } from '../findings.js';

/** What stands beside the processes, and the attribute by which it is told from others of its type. */
const IDENTITY: Readonly<Record<string, string>> = {
  'bpmn:Message': 'name',
  'bpmn:Signal': 'name',
  'bpmn:Error': 'errorCode',
  'bpmn:Escalation': 'escalationCode',
};

const REFERENCES = ['messageRef', 'signalRef', 'errorRef', 'escalationRef'];

/**
 * Messages, signals, errors and escalations are used, and no two say the same. bpmnlint's rule `global` is not taken: it
 * compares the names of errors and escalations, which mean nothing, and does not see `camunda:errorEventDefinition`.
 */
export function lintGlobals(definitions: BpmnElement, findings: FindingCollector): void {
  const globals = childrenOf(definitions, 'rootElements').filter(({ $type }) => Object.hasOwn(IDENTITY, $type));
  const used = referredTo(definitions);
  for (const element of globals) {
    const [id, kind] = [idOf(element), kindOf(element)];
    const twins = globals.filter((other) => other !== element && isSame(element, other)).map(idOf);
    if (!used.has(element)) {
      findings.warning(id, 'global', `The ${kind} is unused.`, 'Remove it, or refer to it where it is meant.');
    } else if (twins.length > 0) {
      const attribute = identityOf(element);
      const what = `The ${attribute} of the ${kind} is not unique: ${twins.join(', ')} has it too.`;
      findings.warning(id, 'global', what, `Give each its own ${attribute}, or refer to one of them and remove the others.`);
    }
  }
}

function identityOf({ $type }: BpmnElement): string {
  return IDENTITY[$type] ?? 'name';
}

function isSame(one: BpmnElement, other: BpmnElement): boolean {
  const text = textOf(one, identityOf(one));
  return text !== undefined && one.$type === other.$type && text === textOf(other, identityOf(other));
}

/** All that elements of processes and message flows refer to, executable or not. */
function referredTo(definitions: BpmnElement): Set<BpmnElement> {
  const roots = childrenOf(definitions, 'rootElements');
  const owners = roots.flatMap((root) => [
    ...childrenOf(root, 'messageFlows'),
    ...flowElementsIn(root).flatMap((element) => [
      element,
      ...childrenOf(element, 'eventDefinitions'),
      ...extensionsOf(element),
    ]),
  ]);
  return new Set(owners.flatMap((owner) => REFERENCES.flatMap((name) => childOf(owner, name) ?? [])));
}

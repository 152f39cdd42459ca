import { extensionsOf, idOf, type BpmnElement } from '../../document/bpmn-element.js';
import { flowElementsIn } from '../../document/complete-model.js';
import type { ElementRule } from '../rule.js';

/** Extensions of other vendors (`zeebe:taskDefinition`, `signavio:…`) have no effect; one warning for each vendor. */
export const foreignExtensions: ElementRule = (process, findings) => {
  const names = new Map<string, Set<string>>();
  for (const element of [process, ...flowElementsIn(process)]) {
    for (const [prefix, name] of extensionsOf(element).flatMap(foreignName)) {
      names.set(prefix, (names.get(prefix) ?? new Set()).add(name));
    }
  }
  for (const [prefix, elements] of names) {
    const what = `Extensions with the prefix "${prefix}" have no effect: ${[...elements].join(', ')}.`;
    findings.warning(idOf(process), 'foreign-extension', what, 'Remove them, or use the camunda: ones.');
  }
};

function foreignName({ $type }: BpmnElement): [prefix: string, name: string][] {
  const [prefix = '', name = ''] = $type.split(':');
  return prefix === 'camunda' ? [] : [[prefix, name]];
}

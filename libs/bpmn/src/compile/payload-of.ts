import { extensionsOf, isThrowing, textOf, type BpmnElement } from '../document/bpmn-element.js';
import type { Mapping } from '../node.js';

/** What goes along with a message or signal that an event throws: `camunda:in` of its event definition. */
export function payloadOf(definition: BpmnElement, element: BpmnElement): { readonly payload?: readonly Mapping[] } {
  const payload = isThrowing(element) ? extensionsOf(definition, 'camunda:In').flatMap(entryOf) : [];
  return payload.length > 0 ? { payload } : {};
}

function entryOf(mapping: BpmnElement): Mapping[] {
  const source = textOf(mapping, 'sourceExpression') ?? textOf(mapping, 'source');
  const target = textOf(mapping, 'target');
  return source === undefined || target === undefined ? [] : [{ source, target }];
}

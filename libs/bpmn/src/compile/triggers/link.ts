import { textOf, type BpmnElement } from '../../document/bpmn-element.js';
import type { LinkTrigger } from '../../triggers.js';
import type { ElementSource } from '../element-compiler.js';

/** `bpmn:linkEventDefinition`; a link without name has that of its event. */
export function compileLink(definition: BpmnElement, { element, id, findings }: ElementSource): LinkTrigger {
  const link = textOf(definition, 'name') ?? textOf(element, 'name');
  if (link === undefined) {
    const what = 'The link has no name, so nothing says where it leads.';
    findings.error(id, 'no-link-name', what, 'Give both ends of the link the same name.');
  }
  return { kind: 'link', link: link ?? '' };
}

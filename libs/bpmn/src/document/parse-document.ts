import { createRequire } from 'node:module';
import { BpmnModdle, type ModdleWarning } from 'bpmn-moddle';
import type { FindingCollector } from '../findings.js';
import type { BpmnElement } from './bpmn-element.js';
import { withLegalIds } from './legal-ids.js';
import { unifyVendorNamespaces } from './vendor-namespaces.js';

/** Only one vendor's descriptor at a time: with two of them moddle silently drops what both extend. */
const camunda: unknown = createRequire(import.meta.url)('camunda-bpmn-moddle/resources/camunda.json');
const moddle = new BpmnModdle({ camunda });

/** A document as bpmn-moddle reads it, with what it could not read or resolve. */
export interface ParsedDocument {
  readonly definitions: BpmnElement;
  readonly warnings: readonly ModdleWarning[];
  readonly elementsById: Readonly<Record<string, BpmnElement>>;
}

/** Reads the text of a BPMN 2.0 document into a model; undefined when there is nothing to go on with. */
export async function parseDocument(text: string, findings: FindingCollector): Promise<ParsedDocument | undefined> {
  const { text: legal, restore } = withLegalIds(unifyVendorNamespaces(text));
  try {
    const { rootElement, warnings, elementsById } = restore(await moddle.fromXML(legal));
    return { definitions: rootElement, warnings, elementsById };
  } catch (error) {
    const { message, warnings = [] } = error as Error & { warnings?: ModdleWarning[] };
    const [first] = [...warnings.map((warning) => warning.message), message];
    const what = `It is no BPMN 2.0 document: ${onOneLine(first ?? '')}.`;
    findings.unusable('', 'no-bpmn', what, 'Save it again with a BPMN 2.0 editor.');
    return undefined;
  }
}

/** An element that the file refers to but does not have. */
export function createElement(type: string, attributes: Record<string, unknown>): BpmnElement {
  return moddle.create(type, attributes);
}

/** moddle's messages run over lines: `unparsable content <x> detected`, `line: 1`, `column: 2`, `nested error: …`. */
function onOneLine(message: string): string {
  return message.replace(/\s*\n\s*/g, ', ').replace('nested error: ', '');
}

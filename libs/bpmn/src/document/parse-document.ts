import { createRequire } from 'node:module';
import { BpmnModdle, type ModdleWarning } from 'bpmn-moddle';
import type { FindingCollector } from '../findings.js';
import { idOf, type BpmnElement } from './bpmn-element.js';

/** Only one vendor's descriptor at a time: with two of them moddle silently drops what both extend. */
const camunda: unknown = createRequire(import.meta.url)('camunda-bpmn-moddle/resources/camunda.json');
const moddle = new BpmnModdle({ camunda });

/**
 * Reads the text of a BPMN 2.0 document into a model; undefined when there is nothing to go on with. What could not be
 * parsed or resolved is an error: moddle leaves it out of the model, and a process that lost a part must not run.
 */
export async function parseDocument(text: string, findings: FindingCollector): Promise<BpmnElement | undefined> {
  try {
    const { rootElement, warnings } = await moddle.fromXML(text);
    for (const warning of warnings) report(warning, findings);
    return rootElement;
  } catch (error) {
    const { message, warnings = [] } = error as Error & { warnings?: ModdleWarning[] };
    const [first] = [...warnings.map((warning) => warning.message), message];
    findings.error(
      '',
      'no-bpmn',
      `It is no BPMN 2.0 document: ${onOneLine(first ?? '')}.`,
      'Save it again with a BPMN 2.0 editor.',
    );
    return undefined;
  }
}

function report(warning: ModdleWarning, findings: FindingCollector): void {
  const element = warning.element === undefined ? '' : nearestId(warning.element);
  const message = onOneLine(warning.message);
  if (message.startsWith('unresolved reference')) {
    const property = warning.property?.replace(/^bpmn:/, '') ?? 'a reference';
    findings.error(
      element,
      'unresolved',
      `${property} refers to "${String(warning.value)}", which is not in the file.`,
      'Correct the reference.',
    );
  } else if (message.startsWith('unknown attribute')) {
    findings.warning(element, 'unknown-attribute', `${message}.`, 'Correct its name or remove it: it has no effect.');
  } else {
    findings.error(element, 'unparsable', `${message}.`, 'Correct or remove it.');
  }
}

/** The id of an element, or of the nearest one around it that has one; an event definition is part of its event. */
function nearestId(element: BpmnElement): string {
  let current: BpmnElement | undefined = element;
  while (current !== undefined && (current.id === undefined || current.$type.endsWith('EventDefinition'))) {
    current = current.$parent;
  }
  return current === undefined ? '' : idOf(current);
}

/** moddle's messages run over lines: `unparsable content <x> detected`, `line: 1`, `column: 2`, `nested error: …`. */
function onOneLine(message: string): string {
  return message.replace(/\s*\n\s*/g, ', ').replace('nested error: ', '');
}

import { DmnModdle, type ModdleWarning } from 'dmn-moddle';
import type { DecisionFindings } from '../findings.js';
import { nearestId, type DmnElement } from './dmn-element.js';

const attribute = (name: string) => ({ name, type: 'String', isAttr: true });

/** What Camunda's editors add to a DMN file. */
const camunda = {
  name: 'Camunda',
  prefix: 'camunda',
  uri: 'http://camunda.org/schema/1.0/dmn',
  types: [
    { name: 'Related', extends: ['dmn:Definitions'], properties: [attribute('diagramRelationId')] },
    {
      name: 'Versioned',
      extends: ['dmn:Decision'],
      properties: [attribute('versionTag'), attribute('historyTimeToLive')],
    },
    { name: 'NamedInput', extends: ['dmn:InputClause'], properties: [attribute('inputVariable')] },
  ],
};

const moddle = new DmnModdle({ camunda });

/**
 * Reads the text of a DMN document into a model; undefined when there is nothing to go on with. What could not be
 * parsed is an error: moddle leaves it out of the model, and a table that lost a rule must not decide.
 */
export async function parseDocument(text: string, findings: DecisionFindings): Promise<DmnElement | undefined> {
  try {
    const { rootElement, warnings } = await moddle.fromXML(asDmn13(text));
    for (const warning of warnings) report(warning, findings);
    return rootElement;
  } catch (error) {
    const { message, warnings = [] } = error as Error & { warnings?: ModdleWarning[] };
    const [first = message] = warnings.map((warning) => warning.message);
    findings.error('', 'no-dmn', `It is no DMN document: ${onOneLine(first)}.`, 'Save it again with a DMN editor.');
    return undefined;
  }
}

/**
 * dmn-moddle knows the namespace of DMN 1.3 only. What tables and literal expressions are made of is the same from
 * DMN 1.1 to 1.5; an element that came later is unknown and is reported.
 */
const MODEL_NAMESPACE =
  /(\sxmlns(?::[\w.-]+)?=["'])https?:\/\/www\.omg\.org\/spec\/DMN\/\d{8}\/(?:MODEL\/|dmn(?:11)?\.xsd)(?=["'])/g;
const DIAGRAM_NAMESPACE = /(\sxmlns(?::[\w.-]+)?=["'])https?:\/\/www\.omg\.org\/spec\/DMN\/\d{8}\/DMNDI\/(?=["'])/g;

function asDmn13(text: string): string {
  return text
    .replace(MODEL_NAMESPACE, '$1https://www.omg.org/spec/DMN/20191111/MODEL/')
    .replace(DIAGRAM_NAMESPACE, '$1https://www.omg.org/spec/DMN/20191111/DMNDI/');
}

function report(warning: ModdleWarning, findings: DecisionFindings): void {
  const element = warning.element === undefined ? '' : nearestId(warning.element);
  const message = onOneLine(warning.message);
  if (message.startsWith('unknown attribute')) {
    findings.warning(element, 'unknown-attribute', `${message}.`, 'Correct its name or remove it: it has no effect.');
  } else {
    findings.error(element, 'unparsable', `${message}.`, 'Correct or remove it.');
  }
}

/** moddle's messages run over lines: `unparsable content <x> detected`, `line: 1`, `column: 2`, `nested error: …`. */
function onOneLine(message: string): string {
  return message.replace(/\s*\n\s*/g, ', ').replace('nested error: ', '');
}

import type { ModdleWarning } from 'bpmn-moddle';
import type { FindingCollector } from '../findings.js';
import { nearestId, type BpmnElement } from './bpmn-element.js';
import type { ParsedDocument } from './parse-document.js';
import { settleReference } from './settle-reference.js';

/**
 * Reports what moddle could not read or resolve, after mending what has only one meaning. Outside the processes
 * `concerned` (and what they share) a reference that leads nowhere is no more than a warning.
 */
export function settleProblems(
  document: ParsedDocument,
  concerned: readonly BpmnElement[],
  findings: FindingCollector,
): void {
  for (const warning of document.warnings) {
    const { element, message } = warning;
    if (message.startsWith('unresolved reference')) {
      const owner = element && processAround(element);
      settleReference(warning, document, owner === undefined || concerned.includes(owner), findings);
    } else if (message.startsWith('unknown attribute')) {
      const mend = 'Correct its name or remove it: it has no effect.';
      findings.warning(element === undefined ? '' : nearestId(element), 'unknown-attribute', `${message}.`, mend);
    } else {
      reportUnparsable(warning, findings);
    }
  }
}

function processAround(element: BpmnElement): BpmnElement | undefined {
  let current: BpmnElement | undefined = element;
  while (current !== undefined && current.$type !== 'bpmn:Process') current = current.$parent;
  return current;
}

const UNPARSABLE = /^unparsable content <\/?(?:[^\s:>]+:)?([^\s/>]+).*?line: (\d+).*?nested error: (.*)$/s;
const OF_THE_DIAGRAM = /^(?:BPMN(?:Shape|Edge|Plane|Diagram|Label|LabelStyle)|Bounds|waypoint|Font)$/;
/** Without it the process would do something else; without anything else a reference to it would be missing too. */
const WITH_BEHAVIOUR =
  /(?:[tT]ask|Event|Gateway|[pP]rocess|EventDefinition|Characteristics)$|^(?:transaction|callActivity|sequenceFlow)$/;

/** moddle leaves it out of the model. */
function reportUnparsable({ message }: ModdleWarning, findings: FindingCollector): void {
  const [, tag, line, reason] = UNPARSABLE.exec(message) ?? [];
  if (tag === undefined || reason === undefined) {
    findings.error('', 'unparsable', `${message.replace(/\s+/g, ' ')}.`, 'Correct or remove it.');
    return;
  }
  // moddle counts lines from zero.
  const what = `Line ${Number(line) + 1}: <${tag}> cannot be read: ${reason.trim()}.`;
  const isLost = (/^(?:duplicate|illegal) ID/.test(reason) && WITH_BEHAVIOUR.test(tag)) || tag === 'conditionExpression';
  if (isLost) findings.unusable('', 'unparsable', what, 'Correct it, or give it an id of its own.');
  else if (OF_THE_DIAGRAM.test(tag)) findings.warning('', 'unparsable', what, 'Correct or remove it.');
  else findings.error('', 'unparsable', what, 'Correct or remove it.');
}

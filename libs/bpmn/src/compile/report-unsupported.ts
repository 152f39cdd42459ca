import { extensionsOf, flagOf, textOf, type BpmnElement } from '../document/bpmn-element.js';
import type { FindingCollector } from '../findings.js';

const USE_TOPIC = 'Move the code into a handler and name its camunda:topic.';
const USE_MAPPING = 'Use camunda:inputOutput or camunda:in and camunda:out.';

/** Attributes that would change what an element does, with what to use instead. */
const ATTRIBUTES: Readonly<Record<string, string>> = {
  'camunda:class': USE_TOPIC,
  'camunda:delegateExpression': USE_TOPIC,
  'camunda:expression': USE_TOPIC,
  'camunda:initiator': 'Pass the person as a variable when the process starts.',
  'camunda:formHandlerClass': 'Use camunda:formKey.',
  'camunda:caseRef': 'Use calledElement.',
  'camunda:variableMappingClass': USE_MAPPING,
  'camunda:variableMappingDelegateExpression': USE_MAPPING,
};

/** Extension elements that are read, and on which elements (undefined: on all). */
const EXTENSIONS: Readonly<Record<string, RegExp | undefined>> = {
  'camunda:InputOutput': /Task$|SubProcess$|CallActivity$/,
  'camunda:In': /CallActivity$/,
  'camunda:Out': /CallActivity$/,
  'camunda:Properties': undefined,
  'camunda:FailedJobRetryTimeCycle': undefined,
};

/** Reports what would change the behaviour of an element and is not carried out, rather than ignoring it silently. */
export function reportUnsupported(element: BpmnElement, id: string, findings: FindingCollector): void {
  const report = (what: string, mend: string) => findings.error(id, 'unsupported', what, mend);
  for (const [attribute, mend] of Object.entries(ATTRIBUTES)) {
    if (textOf(element, attribute) !== undefined) report(`${attribute} is not supported.`, mend);
  }
  if (flagOf(element, 'isForCompensation') === true)
    report('Compensation is not supported yet.', 'Model the way back.');
  for (const { $type } of extensionsOf(element)) {
    if (!$type.startsWith('camunda:')) continue;
    const place = EXTENSIONS[$type];
    if (Object.hasOwn(EXTENSIONS, $type) && (place === undefined || place.test(element.$type))) continue;
    report(`${$type} is not supported here.`, 'Remove it; do its work in a task of the process.');
  }
}

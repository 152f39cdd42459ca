import { childOf, extensionsOf, idOf, textOf, type BpmnElement } from '../../document/bpmn-element.js';
import { flowElementsIn } from '../../document/complete-model.js';
import type { FindingCollector } from '../../findings.js';
import type { ElementRule } from '../rule.js';

const USE_TOPIC = 'Move the code into a handler and name its camunda:topic.';
const USE_MAPPING = 'Use camunda:inputOutput or camunda:in and camunda:out.';

/** Attributes that would change what an element does, on which elements, and what to use instead. */
const ATTRIBUTES: readonly (readonly [attribute: string, on: RegExp, mend: string])[] = [
  ['camunda:formHandlerClass', /(?:UserTask|StartEvent)$/, 'Use camunda:formKey.'],
  ['camunda:caseRef', /CallActivity$/, 'Use calledElement.'],
  ['camunda:variableMappingClass', /CallActivity$/, USE_MAPPING],
  ['camunda:variableMappingDelegateExpression', /CallActivity$/, USE_MAPPING],
  ['camunda:resource', /ScriptTask$/, 'Write the script into the model.'],
];

/** Attributes of BPMN itself that have this value in all models but a few, and are not carried out otherwise. */
const ORDINARY: readonly (readonly [attribute: string, on: RegExp, value: string | number | boolean])[] = [
  ['startQuantity', /Task$|Process$|CallActivity$|Transaction$/, 1],
  ['completionQuantity', /Task$|Process$|CallActivity$|Transaction$/, 1],
  ['eventGatewayType', /EventBasedGateway$/, 'Exclusive'],
  ['parallelMultiple', /(?:Start|Catch|Boundary)Event$/, false],
];

/** Extension elements that are read, and on which elements (undefined: on all). */
const EXTENSIONS: Readonly<Record<string, RegExp | undefined>> = {
  'camunda:InputOutput': /Task$|SubProcess$|CallActivity$|Transaction$/,
  'camunda:In': /CallActivity$/,
  'camunda:Out': /CallActivity$/,
  'camunda:Properties': undefined,
  'camunda:FailedJobRetryTimeCycle': undefined,
  'camunda:ExecutionListener': undefined,
  'camunda:TaskListener': /UserTask$/,
  'camunda:ErrorEventDefinition': /ServiceTask$/,
};

/** What would change the behaviour of an element and is not carried out is refused rather than ignored silently. */
export const unsupportedExtensions: ElementRule = (process, findings) => {
  for (const element of [process, ...flowElementsIn(process)]) {
    checkAttributes(element, findings);
    checkExtensions(element, findings);
  }
};

function checkAttributes(element: BpmnElement, findings: FindingCollector): void {
  for (const [attribute, on, mend] of ATTRIBUTES) {
    if (!on.test(element.$type) || textOf(element, attribute) === undefined) continue;
    findings.error(idOf(element), 'unsupported', `${attribute} is not supported.`, mend);
  }
  for (const [attribute, on, value] of ORDINARY) {
    const given = on.test(element.$type) ? element.get(attribute) : undefined;
    if (given === undefined || given === value) continue;
    const what = `${attribute} other than "${value}" is not supported.`;
    findings.error(idOf(element), 'unsupported', what, 'Remove the attribute.');
  }
  const type = /Task$/.test(element.$type) ? textOf(element, 'camunda:type') : undefined;
  if (type !== undefined && type !== 'external') {
    const mend = 'Use camunda:type="external" and a camunda:topic.';
    findings.error(idOf(element), 'unsupported-service-type', `camunda:type "${type}" is not supported.`, mend);
  }
}

function checkExtensions(element: BpmnElement, findings: FindingCollector): void {
  const id = idOf(element);
  for (const extension of extensionsOf(element)) {
    const { $type } = extension;
    if (!$type.startsWith('camunda:')) continue;
    const place = EXTENSIONS[$type];
    if (!Object.hasOwn(EXTENSIONS, $type) || (place !== undefined && !place.test(element.$type))) {
      const mend = $type === 'camunda:Connector' ? USE_TOPIC : 'Remove it; do its work in a task of the process.';
      findings.error(id, 'unsupported', `${$type} is not supported here.`, mend);
    } else if (extensionHasFields(extension)) {
      const mend = 'Pass the values by camunda:inputOutput.';
      findings.error(id, 'unsupported', `${$type} with camunda:field is not supported.`, mend);
    }
  }
  const loop = childOf(element, 'loopCharacteristics');
  if (loop !== undefined && textOf(loop, 'behavior') !== 'All' && loop.$type.includes('MultiInstance')) {
    const what = `The behavior "${textOf(loop, 'behavior')}" of the multi-instance activity throws no events.`;
    findings.warning(id, 'ignored-behavior', what, 'Remove the attribute behavior.');
  }
}

function extensionHasFields(extension: BpmnElement): boolean {
  const fields = extension.get('fields');
  return Array.isArray(fields) && fields.length > 0;
}

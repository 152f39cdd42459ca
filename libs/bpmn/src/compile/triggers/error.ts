import { childOf, textOf, type BpmnElement } from '../../document/bpmn-element.js';
import type { EventTrigger } from '../../graph.js';
import type { ElementSource } from '../element-compiler.js';

/**
 * `bpmn:errorEventDefinition` (BPMN 2.0.2 §10.5.5) with the `camunda:` names of the variables that take code and
 * message. An end event must say which error it throws; a boundary event without a code catches every error.
 */
export function compileError(
  definition: BpmnElement,
  { element, id, findings }: ElementSource,
): EventTrigger | undefined {
  const error = childOf(definition, 'errorRef');
  const errorCode = textOf(error, 'errorCode');
  if (errorCode === undefined && element.$type === 'bpmn:EndEvent') {
    // A reference to an error that does not exist has been reported as such.
    if (!findings.isBroken(id)) {
      findings.error(
        id,
        'no-error-code',
        'The end event does not say which error it throws.',
        'Refer to an error that has an errorCode.',
      );
    }
    return undefined;
  }
  const errorMessage = textOf(error, 'camunda:errorMessage');
  const errorCodeVariable = textOf(definition, 'camunda:errorCodeVariable');
  const errorMessageVariable = textOf(definition, 'camunda:errorMessageVariable');
  return {
    kind: 'error',
    ...(errorCode !== undefined && { errorCode }),
    ...(errorMessage !== undefined && { errorMessage }),
    ...(errorCodeVariable !== undefined && { errorCodeVariable }),
    ...(errorMessageVariable !== undefined && { errorMessageVariable }),
  };
}

import { childOf, idOf, isThrowing, textOf, type BpmnElement } from '../../document/bpmn-element.js';
import type { ErrorTrigger } from '../../triggers.js';
import type { ElementSource } from '../element-compiler.js';

/**
 * `bpmn:errorEventDefinition` (BPMN 2.0.2 §10.5.5) with the `camunda:` names of the variables that take code and
 * message. Caught without a code it catches every error. Thrown without one it has the id of the error, else of the
 * event.
 */
export function compileError(definition: BpmnElement, { element, id, findings }: ElementSource): ErrorTrigger {
  const error = childOf(definition, 'errorRef');
  const declaredCode = textOf(error, 'errorCode');
  const isThrown = isThrowing(element);
  if (declaredCode === undefined && isThrown && !findings.isBroken(id)) {
    const what = 'The end event does not say which error it throws.';
    findings.error(id, 'no-error-code', what, 'Refer to an error that has an errorCode.');
  }
  const errorCode = declaredCode ?? (isThrown ? (error === undefined ? id : idOf(error)) : undefined);
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

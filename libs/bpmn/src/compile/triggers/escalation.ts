import { childOf, idOf, isThrowing, textOf, type BpmnElement } from '../../document/bpmn-element.js';
import type { EscalationTrigger } from '../../triggers.js';
import type { ElementSource } from '../element-compiler.js';

/**
 * `bpmn:escalationEventDefinition`. Caught without a code it catches every escalation. Thrown without one it has the id
 * of the escalation, else of the event.
 */
export function compileEscalation(
  definition: BpmnElement,
  { element, id, findings }: ElementSource,
): EscalationTrigger {
  const escalation = childOf(definition, 'escalationRef');
  const declaredCode = textOf(escalation, 'escalationCode');
  const isThrown = isThrowing(element);
  if (declaredCode === undefined && isThrown && !findings.isBroken(id)) {
    const what = 'The event does not say which escalation it throws.';
    findings.error(id, 'no-escalation-code', what, 'Refer to an escalation that has an escalationCode.');
  }
  const escalationCode = declaredCode ?? (isThrown ? (escalation === undefined ? id : idOf(escalation)) : undefined);
  const escalationCodeVariable = textOf(definition, 'camunda:escalationCodeVariable');
  return {
    kind: 'escalation',
    ...(escalationCode !== undefined && { escalationCode }),
    ...(escalationCodeVariable !== undefined && { escalationCodeVariable }),
  };
}

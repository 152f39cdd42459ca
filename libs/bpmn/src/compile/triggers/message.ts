import { childOf, isThrowing, type BpmnElement } from '../../document/bpmn-element.js';
import type { MessageTrigger } from '../../triggers.js';
import type { ElementSource } from '../element-compiler.js';
import { implementationOf } from '../implementation.js';
import { messageReferenceOf } from '../message-reference.js';
import { payloadOf } from '../payload-of.js';

/**
 * `bpmn:messageEventDefinition`. An event that names no message waits for, or sends, one with the name of its own id;
 * one that a handler sends needs no name.
 */
export function compileMessage(definition: BpmnElement, { element, id, findings }: ElementSource): MessageTrigger {
  const reference = messageReferenceOf(childOf(definition, 'messageRef'), element);
  const implementation = isThrowing(element) ? implementationOf(definition) : undefined;
  if (reference === undefined && implementation === undefined && !findings.isBroken(id)) {
    const what = 'The event does not say which message it means.';
    findings.error(id, 'no-message', what, 'Refer to a message that has a name.');
  }
  return {
    kind: 'message',
    ...(reference ?? { message: id }),
    ...(implementation && { implementation }),
    ...payloadOf(definition, element),
  };
}

import { childOf } from '../../document/bpmn-element.js';
import type { SendTaskNode } from '../../tasks.js';
import type { ElementSource } from '../element-compiler.js';
import { compileActivity } from '../activity.js';
import { implementationOf } from '../implementation.js';
import { messageReferenceOf } from '../message-reference.js';
import { resultVariableOf } from '../result-variable.js';

/** `bpmn:sendTask` (BPMN 2.0.2 §10.3.3.2): by a handler, or as a message inside the office. */
export function compileSendTask(source: ElementSource): SendTaskNode {
  const { element } = source;
  const implementation = implementationOf(element);
  const message = messageReferenceOf(childOf(element, 'messageRef'), element);
  const resultVariable = resultVariableOf(element);
  return {
    ...compileActivity(source),
    type: 'sendTask',
    ...(implementation && { implementation }),
    ...(resultVariable !== undefined && { resultVariable }),
    ...(message && { message }),
  };
}

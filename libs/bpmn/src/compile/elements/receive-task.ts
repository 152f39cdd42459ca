import { childOf, flagOf } from '../../document/bpmn-element.js';
import type { ReceiveTaskNode } from '../../tasks.js';
import type { ElementSource } from '../element-compiler.js';
import { compileActivity } from '../activity.js';
import { messageReferenceOf } from '../message-reference.js';

/** `bpmn:receiveTask` (BPMN 2.0.2 §10.3.3.3): waits for a message; with `instantiate` it begins an instance. */
export function compileReceiveTask(source: ElementSource): ReceiveTaskNode {
  const { element } = source;
  const message = messageReferenceOf(childOf(element, 'messageRef'), element);
  return {
    ...compileActivity(source),
    type: 'receiveTask',
    ...(message && { message }),
    instantiate: flagOf(element, 'instantiate') ?? false,
  };
}

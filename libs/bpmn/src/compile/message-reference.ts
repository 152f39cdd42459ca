import { idOf, propertyOf, textOf, type BpmnElement } from '../document/bpmn-element.js';
import type { MessageReference } from '../tasks.js';

/**
 * The message that an event or task refers to, by its name (its id where it has none). A message finds its instance by
 * name and correlation key; Camunda 7 has no attribute for the key, so it is the property `correlationKey` among the
 * `camunda:properties` of the element, else of the message:
 *
 *     <camunda:properties><camunda:property name="correlationKey" value="= documentId"/></camunda:properties>
 */
export function messageReferenceOf(
  message: BpmnElement | undefined,
  element: BpmnElement,
): MessageReference | undefined {
  if (message === undefined) return undefined;
  const correlationKey = propertyOf(element, 'correlationKey') ?? propertyOf(message, 'correlationKey');
  return {
    message: textOf(message, 'name') ?? idOf(message),
    ...(correlationKey !== undefined && { correlationKey }),
  };
}

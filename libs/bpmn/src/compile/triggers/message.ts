import { childOf, childrenOf, extensionsOf, textOf, type BpmnElement } from '../../document/bpmn-element.js';
import type { EventTrigger } from '../../graph.js';
import type { ElementSource } from '../element-compiler.js';

/**
 * `bpmn:messageEventDefinition`. A message finds its instance by name and correlation key; Camunda 7 has no attribute
 * for the key, so it is the property `correlationKey` among the `camunda:properties` of the event, else of the message:
 *
 *     <camunda:properties><camunda:property name="correlationKey" value="= documentId"/></camunda:properties>
 */
export function compileMessage(
  definition: BpmnElement,
  { element, id, findings }: ElementSource,
): EventTrigger | undefined {
  const reference = childOf(definition, 'messageRef');
  const message = textOf(reference, 'name');
  if (message === undefined) {
    // A reference to a message that does not exist has been reported as such.
    if (!findings.isBroken(id)) {
      findings.error(
        id,
        'no-message',
        'The event does not say which message it waits for.',
        'Refer to a message that has a name.',
      );
    }
    return undefined;
  }
  const correlationKey =
    propertyOf(element, 'correlationKey') ?? (reference && propertyOf(reference, 'correlationKey'));
  return { kind: 'message', message, ...(correlationKey !== undefined && { correlationKey }) };
}

function propertyOf(element: BpmnElement, name: string): string | undefined {
  const property = extensionsOf(element, 'camunda:Properties')
    .flatMap((properties) => childrenOf(properties, 'values'))
    .find((candidate) => textOf(candidate, 'name') === name);
  return textOf(property, 'value');
}

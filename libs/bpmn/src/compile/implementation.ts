import { calledBean } from '#expressions';
import { extensionsOf, textOf, type BpmnElement } from '../document/bpmn-element.js';
import type { Implementation } from '../tasks.js';

/**
 * How a service, send or business rule task or a throwing message event does its work, by its `camunda:` attributes.
 * Everything that is code of its own in Camunda 7 is the handler of a topic here: an external task by its topic, a Java
 * class by its name, a bean by its name, a connector by its id, a built-in kind (`mail`) by the kind.
 */
export function implementationOf(element: BpmnElement): Implementation | undefined {
  const topic = textOf(element, 'camunda:topic') ?? handlerNamed(element) ?? connectorOf(element);
  if (topic !== undefined) return { kind: 'topic', topic };
  const expression = textOf(element, 'camunda:expression');
  if (expression !== undefined) return { kind: 'expression', expression };
  const type = textOf(element, 'camunda:type');
  return type === undefined || type === 'external' ? undefined : { kind: 'topic', topic: type };
}

/** The handler that `class`, `delegateExpression` or a call of a bean (`${mailer.send(to)}`) stands for. */
export function handlerNamed(element: BpmnElement): string | undefined {
  const delegate = textOf(element, 'camunda:delegateExpression');
  const expression = textOf(element, 'camunda:expression');
  return (
    textOf(element, 'camunda:class') ??
    (delegate && beanIn(delegate)) ??
    (expression && (calledBean(expression) ?? undefined))
  );
}

/** `${bean}` without what is around it. */
function beanIn(delegateExpression: string): string {
  return /^[$#]\{\s*(.*?)\s*\}$/s.exec(delegateExpression)?.[1] ?? delegateExpression;
}

function connectorOf(element: BpmnElement): string | undefined {
  return textOf(extensionsOf(element, 'camunda:Connector')[0], 'connectorId');
}

import { extensionsOf, idOf, textOf, type BpmnElement } from '../document/bpmn-element.js';
import type { FindingCollector } from '../findings.js';
import type { Listener } from '../node.js';
import { handlerNamed } from './implementation.js';

const EVENTS: Readonly<Record<string, readonly Listener['event'][]>> = {
  'camunda:ExecutionListener': ['start', 'end'],
  'camunda:TaskListener': ['create', 'complete'],
};

/** `camunda:executionListener` and `camunda:taskListener` of an element; of a sequence flow those with event `take`. */
export function compileListeners(element: BpmnElement, findings: FindingCollector): Listener[] {
  return extensionsOf(element)
    .filter(({ $type }) => Object.hasOwn(EVENTS, $type))
    .flatMap((listener) => compileListener(listener, element, findings) ?? []);
}

function compileListener(
  listener: BpmnElement,
  element: BpmnElement,
  findings: FindingCollector,
): Listener | undefined {
  const isFlow = element.$type === 'bpmn:SequenceFlow';
  const allowed: readonly Listener['event'][] = isFlow ? ['take'] : (EVENTS[listener.$type] ?? []);
  const named = textOf(listener, 'event') ?? allowed[0];
  const event = allowed.find((candidate) => candidate === named);
  const topic = handlerNamed(listener);
  if (event !== undefined && topic !== undefined) return { event, topic };
  const what =
    event === undefined
      ? `${listener.$type} with the event "${named}" is not run.`
      : `${listener.$type} names neither a class nor a bean.`;
  const mend = `Use the event ${allowed.join(' or ')}, and a class, a delegateExpression or a \${bean.call()}.`;
  findings.error(idOf(element), 'unsupported-listener', what, mend);
  return undefined;
}

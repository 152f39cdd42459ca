import { childOf, childrenOf, extensionsOf, flagOf, idOf, textOf, type BpmnElement } from '../document/bpmn-element.js';
import type { FindingCollector } from '../findings.js';
import type { NodeBase } from '../node.js';
import { compileListeners } from './listeners.js';

/** What the compilers of all elements share: flows, name, and the `camunda:` extensions that any element may have. */
export function compileNodeBase(
  element: BpmnElement,
  place: { readonly scope?: string; readonly lane: string | undefined },
  findings: FindingCollector,
): Omit<NodeBase, 'type'> {
  const name = textOf(element, 'name');
  const defaultFlow = childOf(element, 'default');
  const asyncBefore = isAsyncBefore(element);
  const asyncAfter = flagOf(element, 'camunda:asyncAfter') === true;
  const listeners = compileListeners(element, findings);
  const retryTimeCycle = retryTimeCycleOf(element);
  const taskPriority = textOf(element, 'camunda:taskPriority');
  const properties = propertiesOf(element);
  return {
    id: idOf(element),
    ...(name !== undefined && { name }),
    ...(place.scope !== undefined && { scope: place.scope }),
    ...(place.lane !== undefined && { lane: place.lane }),
    incoming: childrenOf(element, 'incoming').map(idOf),
    outgoing: childrenOf(element, 'outgoing').map(idOf),
    ...(defaultFlow !== undefined && { defaultFlow: idOf(defaultFlow) }),
    ...(asyncBefore && { asyncBefore }),
    ...(asyncAfter && { asyncAfter }),
    ...(listeners.length > 0 && { listeners }),
    ...(retryTimeCycle !== undefined && { retryTimeCycle }),
    ...(taskPriority !== undefined && { taskPriority }),
    ...(properties !== undefined && { properties }),
  };
}

/** `camunda:async` is the older name of `camunda:asyncBefore`. */
export function isAsyncBefore(element: BpmnElement): boolean {
  return flagOf(element, 'camunda:asyncBefore') === true || flagOf(element, 'camunda:async') === true;
}

/** Camunda's modeler writes it on the loop characteristics when the runs of a loop are asynchronous. */
function retryTimeCycleOf(element: BpmnElement): string | undefined {
  const loop = childOf(element, 'loopCharacteristics');
  const cycles = [element, ...(loop === undefined ? [] : [loop])].flatMap((owner) =>
    extensionsOf(owner, 'camunda:FailedJobRetryTimeCycle'),
  );
  return textOf(cycles[0], 'body');
}

function propertiesOf(element: BpmnElement): Record<string, string> | undefined {
  const entries = extensionsOf(element, 'camunda:Properties')
    .flatMap((properties) => childrenOf(properties, 'values'))
    .flatMap((property) => {
      const name = textOf(property, 'name') ?? textOf(property, 'id');
      return name === undefined ? [] : [[name, textOf(property, 'value') ?? ''] as const];
    });
  return entries.length === 0 ? undefined : Object.fromEntries(entries);
}

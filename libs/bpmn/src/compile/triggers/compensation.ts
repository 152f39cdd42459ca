import { childOf, flagOf, idOf, isThrowing, type BpmnElement } from '../../document/bpmn-element.js';
import type { CompensationTrigger } from '../../triggers.js';
import type { ElementSource } from '../element-compiler.js';

/** `bpmn:compensateEventDefinition` (BPMN 2.0.2 §10.7): thrown for one activity or a scope, caught on a border. */
export function compileCompensation(
  definition: BpmnElement,
  { element, id, facts, findings }: ElementSource,
): CompensationTrigger {
  if (isThrowing(element) && flagOf(definition, 'waitForCompletion') === false) {
    const what = 'waitForCompletion="false" is not supported: the event always waits until all is undone.';
    findings.error(id, 'unsupported', what, 'Remove it, and let what need not wait run on a parallel branch.');
  }
  const activity = isThrowing(element) ? childOf(definition, 'activityRef') : undefined;
  const handler = facts.compensationHandlers.get(element);
  return {
    kind: 'compensation',
    ...(activity !== undefined && { activity: idOf(activity) }),
    ...(handler !== undefined && { handler: idOf(handler) }),
  };
}

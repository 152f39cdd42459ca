import { childOf, flagOf, idOf } from '../../document/bpmn-element.js';
import type { BoundaryEventNode } from '../../graph.js';
import type { ElementSource } from '../element-compiler.js';
import { type AllowedTriggers, compileAllowedTrigger, interrupts } from '../triggers/trigger.js';

const ALLOWED: AllowedTriggers = [
  'message',
  'timer',
  'signal',
  'conditional',
  'error',
  'escalation',
  'compensation',
  'cancel',
];

/** `bpmn:boundaryEvent` (BPMN 2.0.2 §10.5.4). `cancelActivity` is true unless the file says otherwise. */
export function compileBoundaryEvent(source: ElementSource): BoundaryEventNode | undefined {
  const { element, id, findings, base } = source;
  const attachedTo = childOf(element, 'attachedToRef');
  if (attachedTo === undefined || attachedTo.$parent !== element.$parent) {
    const what =
      attachedTo === undefined
        ? 'The boundary event is attached to nothing.'
        : `The boundary event is attached to ${idOf(attachedTo)}, which lies in another scope.`;
    if (!findings.isBroken(id)) findings.unusable(id, 'unattached', what, 'Attach it to an activity of its own scope.');
    return undefined;
  }
  const trigger = compileAllowedTrigger(source, ALLOWED);
  if (trigger === 'misplaced' || trigger === undefined) return undefined;
  const interrupting = interrupts(trigger, flagOf(element, 'cancelActivity') ?? true, source);
  return { ...base, type: 'boundaryEvent', attachedTo: idOf(attachedTo), interrupting, trigger };
}

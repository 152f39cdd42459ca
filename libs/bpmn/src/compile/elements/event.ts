import { childOf, flagOf, idOf, kindOf } from '../../document/bpmn-element.js';
import type { BoundaryEventNode, EventNode, EventTrigger } from '../../graph.js';
import type { ElementCompiler, ElementSource } from '../element-compiler.js';
import { compileTrigger } from '../triggers/trigger.js';

/** Triggers that an event of this kind may have here (BPMN 2.0.2, table 10.93); `none` is an event without trigger. */
type Allowed = readonly (EventTrigger['kind'] | 'none')[];

/** Start, end, intermediate catch and throw events. */
export function compileEvent(type: EventNode['type'], allowed: Allowed): ElementCompiler {
  return (source) => {
    const trigger = compileTrigger(source);
    if (!isAllowed(trigger, allowed, source)) return undefined;
    return { ...source.base, type, ...(trigger && { trigger }) };
  };
}

/** Boundary events (BPMN 2.0.2 §10.5.6). `cancelActivity` is true unless the file says otherwise. */
export function compileBoundaryEvent(allowed: Allowed): ElementCompiler {
  return (source): BoundaryEventNode | undefined => {
    const { element, id, findings, base } = source;
    const attachedTo = childOf(element, 'attachedToRef');
    if (attachedTo === undefined) {
      if (!findings.isBroken(id))
        findings.error(id, 'unattached', 'The boundary event is attached to nothing.', 'Attach it to an activity.');
      return undefined;
    }
    if (attachedTo.$parent !== element.$parent) {
      findings.error(
        id,
        'unattached',
        `${idOf(attachedTo)} lies in another scope.`,
        'Attach it to an activity of its own scope.',
      );
      return undefined;
    }
    const trigger = compileTrigger(source);
    if (!isAllowed(trigger, allowed, source) || trigger === undefined) return undefined;
    const interrupting = isInterrupting(trigger, source);
    return { ...base, type: 'boundaryEvent', attachedTo: idOf(attachedTo), interrupting, trigger };
  };
}

/** An activity that ended with an error cannot go on, so an error interrupts whatever the file says (table 10.93). */
function isInterrupting({ kind }: EventTrigger, { element, id, findings }: ElementSource): boolean {
  const interrupting = flagOf(element, 'cancelActivity') ?? true;
  if (kind !== 'error' || interrupting) return interrupting;
  const what = 'An error always interrupts its activity; cancelActivity="false" is ignored.';
  findings.warning(id, 'always-interrupting', what, 'Remove cancelActivity.');
  return true;
}

function isAllowed(
  trigger: EventTrigger | undefined,
  allowed: Allowed,
  { element, id, findings }: ElementSource,
): boolean {
  if (findings.isBroken(id)) return false;
  const kind = trigger?.kind ?? 'none';
  if (allowed.includes(kind)) return true;
  const what = kind === 'none' ? `${kindOf(element)} without trigger` : `${kindOf(element)} with trigger ${kind}`;
  findings.error(id, 'unsupported-event', `${what} is not supported.`, `Supported here: ${allowed.join(', ')}.`);
  return false;
}

import { childOf, idOf, textOf, type BpmnElement } from '../../document/bpmn-element.js';
import type { SignalTrigger } from '../../triggers.js';
import type { ElementSource } from '../element-compiler.js';
import { payloadOf } from '../payload-of.js';

/** `bpmn:signalEventDefinition`; one that names no signal has the name of the event's id. */
export function compileSignal(definition: BpmnElement, { element, id, findings }: ElementSource): SignalTrigger {
  const signal = childOf(definition, 'signalRef');
  if (signal === undefined && !findings.isBroken(id)) {
    const what = 'The event does not say which signal it means.';
    findings.error(id, 'no-signal', what, 'Refer to a signal that has a name.');
  }
  return {
    kind: 'signal',
    signal: textOf(signal, 'name') ?? (signal === undefined ? id : idOf(signal)),
    ...payloadOf(definition, element),
  };
}

import { childOf, extensionsOf, idOf, isThrowing, textOf, type BpmnElement } from '../../document/bpmn-element.js';
import type { SignalTrigger } from '../../triggers.js';
import type { ElementSource } from '../element-compiler.js';

/** `bpmn:signalEventDefinition`; one that names no signal has the name of the event's id. */
export function compileSignal(definition: BpmnElement, { element, id, findings }: ElementSource): SignalTrigger {
  const signal = childOf(definition, 'signalRef');
  if (signal === undefined && !findings.isBroken(id)) {
    const what = 'The event does not say which signal it means.';
    findings.error(id, 'no-signal', what, 'Refer to a signal that has a name.');
  }
  const payload = isThrowing(element) ? extensionsOf(definition, 'camunda:In').flatMap(payloadEntry) : [];
  return {
    kind: 'signal',
    signal: textOf(signal, 'name') ?? (signal === undefined ? id : idOf(signal)),
    ...(payload.length > 0 && { payload }),
  };
}

function payloadEntry(mapping: BpmnElement): NonNullable<SignalTrigger['payload']> {
  const source = textOf(mapping, 'sourceExpression') ?? textOf(mapping, 'source');
  const target = textOf(mapping, 'target');
  return source === undefined || target === undefined ? [] : [{ source, target }];
}

import { childOf, childrenOf, idOf, kindOf, textOf } from '../../document/bpmn-element.js';
import { flowElementsIn } from '../../document/complete-model.js';
import type { ElementRule } from '../rule.js';

const MESSENGERS = /(?:Event|SendTask|ReceiveTask)$/;

/** Messages and signals are found by their name, in this office and by others. */
export const namelessMessages: ElementRule = (process, findings) => {
  for (const element of flowElementsIn(process).filter(({ $type }) => MESSENGERS.test($type))) {
    for (const owner of [element, ...childrenOf(element, 'eventDefinitions')]) {
      const reference = childOf(owner, 'messageRef') ?? childOf(owner, 'signalRef');
      if (reference === undefined || textOf(reference, 'name') !== undefined) continue;
      const what = `The ${kindOf(reference)} ${idOf(reference)} has no name.`;
      findings.error(idOf(element), 'nameless', what, 'Name it; the name is what senders and receivers share.');
    }
  }
};

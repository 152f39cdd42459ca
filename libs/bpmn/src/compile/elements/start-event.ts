import { flagOf, isEventSubProcess, textOf, type BpmnElement } from '../../document/bpmn-element.js';
import type { EventNode } from '../../graph.js';
import type { ElementSource } from '../element-compiler.js';
import { type AllowedTriggers, compileAllowedTrigger, interrupts } from '../triggers/trigger.js';

const OF_PROCESS: AllowedTriggers = ['none', 'timer', 'message', 'signal', 'conditional'];
const OF_SUB_PROCESS: AllowedTriggers = ['none'];
/** One without trigger never begins, which the lint rules refuse. */
const OF_EVENT_SUB_PROCESS: AllowedTriggers = [...OF_PROCESS, 'error', 'escalation', 'compensation'];

/** `bpmn:startEvent` of a process, a sub-process or an event sub-process (BPMN 2.0.2 §10.5.2, §10.5.7). */
export function compileStartEvent(source: ElementSource): EventNode | undefined {
  const { element, base } = source;
  const trigger = compileAllowedTrigger(source, allowedIn(element.$parent));
  if (trigger === 'misplaced') return undefined;
  const initiator = textOf(element, 'camunda:initiator');
  return {
    ...base,
    type: 'startEvent',
    ...(trigger && { trigger }),
    ...(element.$parent !== undefined &&
      isEventSubProcess(element.$parent) && {
        interrupting: interrupts(trigger, flagOf(element, 'isInterrupting') ?? true, source),
      }),
    ...(initiator !== undefined && { initiator }),
  };
}

function allowedIn(scope: BpmnElement | undefined): AllowedTriggers {
  if (scope === undefined || scope.$type === 'bpmn:Process') return OF_PROCESS;
  return isEventSubProcess(scope) ? OF_EVENT_SUB_PROCESS : OF_SUB_PROCESS;
}

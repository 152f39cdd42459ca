import type { EventNode } from '../../graph.js';
import type { ElementCompiler } from '../element-compiler.js';
import { type AllowedTriggers, compileAllowedTrigger } from '../triggers/trigger.js';

/** Triggers of each kind of event in the flow (BPMN 2.0.2, table 10.93). */
const ALLOWED = {
  endEvent: ['none', 'message', 'signal', 'error', 'escalation', 'compensation', 'cancel', 'terminate'],
  intermediateCatchEvent: ['message', 'timer', 'signal', 'conditional', 'link'],
  intermediateThrowEvent: ['none', 'message', 'signal', 'escalation', 'compensation', 'link'],
} as const satisfies Record<string, AllowedTriggers>;

/** End events and intermediate events in the flow (BPMN 2.0.2 §10.5.3, §10.5.4). */
export function compileEvent(type: keyof typeof ALLOWED): ElementCompiler {
  return (source): EventNode | undefined => {
    const trigger = compileAllowedTrigger(source, ALLOWED[type]);
    return trigger === 'misplaced' ? undefined : { ...source.base, type, ...(trigger && { trigger }) };
  };
}

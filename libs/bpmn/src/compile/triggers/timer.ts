import { childOf, kindOf, textOf, type BpmnElement } from '../../document/bpmn-element.js';
import type { EventTrigger } from '../../graph.js';
import type { ElementSource } from '../element-compiler.js';

const KINDS = { timeDate: 'date', timeDuration: 'duration', timeCycle: 'cycle' } as const;

/** `bpmn:timerEventDefinition` (BPMN 2.0.2, table 10.101): exactly one of date, duration and cycle. */
export function compileTimer(
  definition: BpmnElement,
  { element, id, findings }: ElementSource,
): EventTrigger | undefined {
  const timers = Object.entries(KINDS).flatMap(([property, timer]) => {
    const value = textOf(childOf(definition, property), 'body');
    return value === undefined ? [] : [{ kind: 'timer', timer, value } as const];
  });
  const [timer] = timers;
  if (timer === undefined || timers.length > 1) {
    findings.error(
      id,
      'bad-timer',
      `The timer has ${timers.length} of date, duration and cycle.`,
      'Give exactly one of them.',
    );
    return undefined;
  }
  if (timer.timer === 'cycle' && element.$type !== 'bpmn:BoundaryEvent') {
    findings.error(id, 'bad-timer', `${kindOf(element)} cannot have a repeating timer.`, 'Give a date or a duration.');
    return undefined;
  }
  return timer;
}

import { childOf, propertyOf, type BpmnElement } from '../../document/bpmn-element.js';
import type { TimerTrigger } from '../../triggers.js';
import type { ElementSource } from '../element-compiler.js';
import { expressionOf } from '../expression-of.js';
import { compileHandlingTime } from '../handling-time.js';

/** What yields no time: the event cannot be armed, and says so when it is reached. */
const NO_TIME = { timer: 'duration', value: '' } as const;

const KINDS = { timeDate: 'date', timeDuration: 'duration', timeCycle: 'cycle' } as const;

/**
 * `bpmn:timerEventDefinition` (BPMN 2.0.2, table 10.101): exactly one of date, duration and cycle; the `handlingTime` of
 * the event stands for a date.
 */
export function compileTimer(definition: BpmnElement, source: ElementSource): TimerTrigger {
  const { element, id, findings } = source;
  const handlingTime = compileHandlingTime(source);
  const timers = Object.entries(KINDS).flatMap(([property, timer]) => {
    const value = expressionOf(childOf(definition, property));
    return value === undefined ? [] : [{ timer, value }];
  });
  if (handlingTime !== undefined) timers.push({ timer: 'date', value: handlingTime.due });
  if (timers.length !== 1) {
    const what = `The timer has ${timers.length} of date, duration, cycle and handlingTime.`;
    findings.error(id, 'bad-timer', what, 'Give exactly one of them.');
  }
  const [timer = NO_TIME] = timers;
  const fireMissed = propertyOf(element, 'missedFirings') === 'all';
  return { kind: 'timer', ...timer, ...(fireMissed && { fireMissed }) };
}

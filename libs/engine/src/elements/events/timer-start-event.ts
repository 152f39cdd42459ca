import type { EventNode } from '#bpmn';
import { armedTimer } from '../../execution/armed-timers.js';
import type { Behaviour } from '../../execution/behaviour.js';
import { complete } from '../../execution/complete.js';
import type { TimerEventNode } from '../../execution/timers.js';

/** Timer start event of a process (BPMN 2.0.2 §10.5.2, §13.5.1): its time has come. */
export const timerStartEvent: Behaviour<EventNode> = {
  enter: (step, activity) => complete(step, activity),
};

/**
 * Timer start event of an event sub-process (BPMN 2.0.2 §10.5.2, §13.5.4), counted from when the scope was entered. A
 * non-interrupting one with a cycle begins the event sub-process again and again while the scope lives.
 */
export const timerSubProcessStartEvent: Behaviour<EventNode & TimerEventNode> = armedTimer;

import type { BoundaryEventNode } from '#bpmn';
import { armedTimer } from '../../execution/armed-timers.js';
import type { Behaviour } from '../../execution/behaviour.js';
import type { TimerEventNode } from '../../execution/timers.js';

/**
 * Timer boundary event (BPMN 2.0.2 §10.5.4, §13.5.3). A non-interrupting one with a cycle fires again and again while
 * its host lives.
 */
export const timerBoundaryEvent: Behaviour<BoundaryEventNode & TimerEventNode> = armedTimer;

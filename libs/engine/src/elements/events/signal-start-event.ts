import type { EventNode } from '#bpmn';
import { armedSignal } from '../../execution/armed-signals.js';
import type { Behaviour } from '../../execution/behaviour.js';
import { complete } from '../../execution/complete.js';
import type { SignalEventNode } from '../../execution/signals.js';

/**
 * Signal start event of a process (BPMN 2.0.2 §10.5.2, §13.5.1): the signal was thrown, and what came with it is among
 * the variables already.
 */
export const signalStartEvent: Behaviour<EventNode> = {
  enter: (step, activity) => complete(step, activity),
};

/**
 * Signal start event of an event sub-process (BPMN 2.0.2 §10.5.2, §13.5.4). A non-interrupting one stays armed while
 * the scope lives, so the event sub-process may run any number of times, also at once.
 */
export const signalSubProcessStartEvent: Behaviour<EventNode & SignalEventNode> = armedSignal;

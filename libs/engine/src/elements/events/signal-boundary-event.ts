import type { BoundaryEventNode } from '#bpmn';
import { armedSignal } from '../../execution/armed-signals.js';
import type { Behaviour } from '../../execution/behaviour.js';
import type { SignalEventNode } from '../../execution/signals.js';

/**
 * Signal boundary event (BPMN 2.0.2 §10.5.4, §13.5.3). A non-interrupting one stays armed while its host lives, so it
 * may be triggered any number of times.
 */
export const signalBoundaryEvent: Behaviour<BoundaryEventNode & SignalEventNode> = armedSignal;

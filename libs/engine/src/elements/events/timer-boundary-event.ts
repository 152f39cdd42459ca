import type { BoundaryEventNode } from '#bpmn';
import type { Behaviour } from '../../execution/behaviour.js';
import { triggerBoundaryEvent } from '../../execution/boundary-events.js';
import { armCycle, armTimer, nextOfCycle, type TimerEventNode } from '../../execution/timers.js';

/**
 * Timer boundary event (BPMN 2.0.2 §10.5.4, §13.5.3). A non-interrupting one with a cycle is armed again, under a new
 * key, each time it fires: a repeated delivery of one firing can then never count as the next.
 */
export const timerBoundaryEvent: Behaviour<BoundaryEventNode & TimerEventNode> = {
  enter: (step, armed) => armTimer(step, armed),
  withdraw(step, { key }) {
    step.emit({ type: 'disarmTimer', key });
  },
  on: {
    fireTimer(step, armed) {
      const { planned, behaviour, parent, host, cycle, element } = armed;
      step.remove(armed);
      const next = cycle && !element.interrupting ? nextOfCycle(cycle, step.context) : undefined;
      if (next) armCycle(step, step.create(planned, behaviour, parent, host), next);
      triggerBoundaryEvent(step, armed);
    },
  },
};

import type { Activity } from './activity.js';
import { triggerArmedEvent } from './armed-events.js';
import type { Behaviour } from './behaviour.js';
import type { Step } from './step.js';
import { armCycle, armTimer, type ArmedTimerNode, nextOfCycle, rescheduleTimer, timerDueTime } from './timers.js';

/**
 * What a boundary event and the start event of an event sub-process have in common when they wait for a time. A cycle is
 * armed again, under a new key, each time it fires: a repeated delivery of one firing can then never count as the next.
 */
export const armedTimer: Behaviour<ArmedTimerNode> = {
  enter: (step, armed) => armTimer(step, armed),
  dueTime: timerDueTime,
  withdraw: disarm,
  on: {
    fireTimer(step, armed) {
      const { planned, behaviour, parent, host, cycle, element } = armed;
      step.remove(armed);
      const next = cycle && !element.interrupting ? nextOfCycle(cycle, element.trigger, step.context) : undefined;
      if (next) armCycle(step, step.create(planned, behaviour, parent, host), next);
      triggerArmedEvent(step, armed);
    },
    rescheduleTimer: (step, armed, { due }) => rescheduleTimer(step, armed, due),
    disarmTimer(step, armed) {
      disarm(step, armed);
      step.remove(armed);
    },
  },
};

function disarm(step: Step, { key }: Activity): void {
  step.emit({ type: 'disarmTimer', key });
}

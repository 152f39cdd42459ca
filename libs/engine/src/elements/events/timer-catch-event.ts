import { NotOpenError } from '../../errors.js';
import type { Behaviour } from '../../execution/behaviour.js';
import { cancel } from '../../execution/cancel.js';
import { complete } from '../../execution/complete.js';
import { armTimer, rescheduleTimer, timerDueTime, type TimerEventNode } from '../../execution/timers.js';

/** Intermediate timer catch event (BPMN 2.0.2 §10.5.4, §13.5.2): waits for one instant. */
export const timerCatchEvent: Behaviour<TimerEventNode> = {
  enter: (step, activity) => armTimer(step, activity),
  dueTime: timerDueTime,
  withdraw(step, { key }) {
    step.emit({ type: 'disarmTimer', key });
  },
  on: {
    fireTimer: (step, activity) => complete(step, activity),
    rescheduleTimer: (step, activity, { due }) => rescheduleTimer(step, activity, due),
    disarmTimer(step, activity) {
      const { host: gateway, element } = activity;
      if ((gateway?.attached?.size ?? 0) < 2) {
        throw new NotOpenError(`disarmTimer: the token at ${element.id} waits for nothing else. Cancel what it stands on.`);
      }
      cancel(step, activity);
    },
  },
};

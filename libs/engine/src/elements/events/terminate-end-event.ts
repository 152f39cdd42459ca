import type { EventNode } from '#bpmn';
import type { Behaviour } from '../../execution/behaviour.js';
import { sweep } from '../../execution/cancel.js';
import { end } from '../../execution/complete.js';

/**
 * Terminate end event (BPMN 2.0.2 §10.5.3, §13.5.6): everything else in its own scope is cancelled, and the scope
 * completes normally. In one run of a multi-instance sub-process it ends that run.
 */
export const terminateEndEvent: Behaviour<EventNode> = {
  enter(step, activity) {
    const { parent: scope } = activity;
    end(step, activity);
    if (!scope) return;
    sweep(step, scope);
    scope.behaviour.drained?.(step, scope);
  },
};

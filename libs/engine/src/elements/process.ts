import type { ScopeNode } from '#bpmn';
import type { Behaviour } from '../execution/behaviour.js';
import { end } from '../execution/complete.js';
import { startTokens } from '../execution/tokens.js';

/**
 * The process (BPMN 2.0.2 §10.2, §13.2): completes when no token is left, and the instance ends with it. A terminated
 * process counts as completed.
 */
export const process: Behaviour<ScopeNode> = {
  enter: (step, activity) => startTokens(step, activity),
  drained(step, activity) {
    end(step, activity);
    step.emit({ type: 'endInstance', outcome: 'completed', variables: activity.variables ?? {} });
  },
};

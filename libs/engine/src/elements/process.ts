import type { ScopeNode } from '#bpmn';
import type { Behaviour } from '../execution/behaviour.js';
import { leaveBy } from '../execution/complete.js';

/**
 * The process (BPMN 2.0.2 §10.2, §13.2): its first tokens are put by the command that starts it. It completes when no
 * token is left, and the instance ends with it. A terminated process counts as completed.
 */
export const process: Behaviour<ScopeNode> = {
  enter: () => undefined,
  drained: (step, activity) => leaveBy(step, activity),
  finished(step, { variables = {} }) {
    step.emit({ type: 'endInstance', outcome: 'completed', variables });
  },
};

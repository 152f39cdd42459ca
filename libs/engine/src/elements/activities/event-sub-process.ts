import type { ScopeNode } from '#bpmn';
import type { Behaviour } from '../../execution/behaviour.js';
import { complete } from '../../execution/complete.js';

/**
 * Event sub-process (BPMN 2.0.2 §10.3.5, §13.5.4): begun by its start event, which is armed while the scope around it
 * lives and puts the first token; no flow leads in or out. Completes when no token is left inside.
 */
export const eventSubProcess: Behaviour<ScopeNode> = {
  enter: () => undefined,
  drained: (step, activity) => complete(step, activity),
};

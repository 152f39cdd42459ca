import type { ScopeNode } from '#bpmn';
import type { Behaviour } from '../../execution/behaviour.js';
import { complete } from '../../execution/complete.js';
import { startTokens } from '../../execution/tokens.js';

/** Embedded sub-process (BPMN 2.0.2 §10.3.5, §13.3.4): completes when no token is left inside. */
export const subProcess: Behaviour<ScopeNode> = {
  enter: (step, activity) => startTokens(step, activity),
  drained: (step, activity) => complete(step, activity),
};

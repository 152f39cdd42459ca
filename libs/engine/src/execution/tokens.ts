import { NoOutgoingFlowError } from '../errors.js';
import type { Activity } from './activity.js';
import { begin } from './begin.js';
import { holds } from './evaluation.js';
import type { PlannedFlow, PlannedNode } from './plan.js';
import type { Step, Work } from './step.js';
import { variablesSeenBy } from './variables.js';

/** A token on its way along a sequence flow. */
class TokenOnFlow implements Work {
  constructor(
    readonly owner: Activity,
    private readonly flow: PlannedFlow,
  ) {}

  perform(step: Step): void {
    const { target } = this.flow;
    if (target.behaviour.arrive) target.behaviour.arrive(step, this.owner, target, this.flow);
    else begin(step, target, this.owner);
  }
}

/** A token at a start event of a scope. */
class TokenAtStart implements Work {
  constructor(
    readonly owner: Activity,
    private readonly start: PlannedNode,
  ) {}

  perform(step: Step): void {
    begin(step, this.start, this.owner);
  }
}

/** The last token of a scope may be gone. */
class DrainCheck implements Work {
  constructor(readonly owner: Activity) {}

  perform(step: Step): void {
    if (this.owner.tokens === 0) this.owner.behaviour.drained?.(step, this.owner);
  }
}

/** Puts one token on every start event of a scope. */
export function startTokens(step: Step, scope: Activity): void {
  for (const start of scope.planned.starts) {
    scope.tokens += 1;
    step.schedule(new TokenAtStart(scope, start));
  }
  if (scope.tokens === 0) step.schedule(new DrainCheck(scope));
}

/** Puts a new token on each of the flows. */
export function sendTokens(step: Step, scope: Activity, flows: readonly PlannedFlow[]): void {
  for (const flow of flows) {
    scope.tokens += 1;
    step.schedule(new TokenOnFlow(scope, flow));
  }
}

/** Takes the token of something that has ended out of its scope. Send the tokens that follow from it first. */
export function releaseToken(step: Step, scope: Activity): void {
  scope.tokens -= 1;
  if (scope.tokens === 0) step.schedule(new DrainCheck(scope));
}

/**
 * The outgoing flows that a token takes when it leaves an activity or event: all without a condition, all whose
 * condition is true, else the default flow (BPMN 2.0.2 §13.3.1). None where the node has no outgoing flow: the token
 * ends there.
 *
 * @throws NoOutgoingFlowError when there are flows and none may be taken.
 */
export function flowsToTake(step: Step, activity: Activity): readonly PlannedFlow[] {
  const { outgoing, defaultFlow, conditional } = activity.planned;
  if (!conditional) return outgoing;
  const isOpen = conditionCheck(step, activity);
  const taken = outgoing.filter((flow) => flow !== defaultFlow && isOpen(flow));
  if (taken.length > 0) return taken;
  if (defaultFlow) return [defaultFlow];
  throw new NoOutgoingFlowError(activity.element.id);
}

/** Tells whether the condition of an outgoing flow holds in the scope around the activity; true where it has none. */
export function conditionCheck(step: Step, activity: Activity): (flow: PlannedFlow) => boolean {
  const seen = variablesSeenBy(activity.parent ?? activity);
  return ({ flow: { id, condition } }) =>
    condition === undefined || holds(step, activity, { name: `condition of ${id}`, text: condition }, seen);
}

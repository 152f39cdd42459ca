import type { JsonObject } from '#foundation';
import { NoOutgoingFlowError } from '../errors.js';
import type { Activity } from './activity.js';
import { begin } from './begin.js';
import { waitOnFlow } from './continuations.js';
import { holds } from './evaluation.js';
import type { PlannedFlow, PlannedNode } from './plan.js';
import type { Step, Work } from './step.js';
import { variablesSeenBy } from './variables.js';

/** A token on its way along a sequence flow. */
class TokenOnFlow implements Work {
  private readonly generation: number;

  constructor(
    readonly owner: Activity,
    private readonly flow: PlannedFlow,
  ) {
    this.generation = owner.generation;
  }

  perform(step: Step): void {
    if (this.generation !== this.owner.generation) return;
    if (this.flow.listeners.length > 0) waitOnFlow(step, this.owner, this.flow);
    else arrive(step, this.owner, this.flow);
  }
}

/** A token at a node of a scope that no flow led it to. */
class TokenAtNode implements Work {
  private readonly generation: number;

  constructor(
    readonly owner: Activity,
    private readonly node: PlannedNode,
  ) {
    this.generation = owner.generation;
  }

  perform(step: Step): void {
    if (this.generation === this.owner.generation) begin(step, this.node, this.owner);
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
  for (const start of scope.planned.starts) placeToken(step, scope, start);
  checkDrained(step, scope);
}

/** A scope in which no token was put at all is done. */
export function checkDrained(step: Step, scope: Activity): void {
  if (scope.tokens === 0) step.schedule(new DrainCheck(scope));
}

/** Puts a new token on a node of a scope. */
export function placeToken(step: Step, scope: Activity, node: PlannedNode): void {
  scope.tokens += 1;
  step.schedule(new TokenAtNode(scope, node));
}

/** A token of a scope has come to the end of a flow. */
export function arrive(step: Step, scope: Activity, flow: PlannedFlow): void {
  const { target } = flow;
  if (target.behaviour.arrive) target.behaviour.arrive(step, scope, target, flow);
  else begin(step, target, scope);
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
  checkDrained(step, scope);
}

/**
 * The outgoing flows that a token takes when it leaves an activity or event: all without a condition, all whose
 * condition is true, else the default flow (BPMN 2.0.2 §13.3.1). None where the node has no outgoing flow: the token
 * ends there.
 *
 * @param seen what the conditions see, see {@link conditionCheck}.
 * @throws NoOutgoingFlowError when there are flows and none may be taken.
 */
export function flowsToTake(step: Step, activity: Activity, seen?: JsonObject): readonly PlannedFlow[] {
  const { outgoing, defaultFlow, conditional } = activity.planned;
  if (!conditional) return outgoing;
  const isOpen = conditionCheck(step, activity, seen);
  const taken = outgoing.filter((flow) => flow !== defaultFlow && isOpen(flow));
  if (taken.length > 0) return taken;
  if (defaultFlow) return [defaultFlow];
  throw new NoOutgoingFlowError(activity.element.id);
}

/**
 * Tells whether the condition of an outgoing flow holds; true where it has none.
 *
 * @param seen by default what the scope around the activity sees: its own variables are gone when it is left.
 */
export function conditionCheck(
  step: Step,
  activity: Activity,
  seen: JsonObject = variablesSeenBy(activity.parent ?? activity),
): (flow: PlannedFlow) => boolean {
  return ({ flow: { id, condition } }) =>
    condition === undefined || holds(step, activity, { name: `condition of ${id}`, text: condition }, seen);
}

import type { ComplexGatewayNode } from '#bpmn';
import { toBoolean } from '#expressions';
import type { JsonObject } from '#foundation';
import type { Activity } from '../../execution/activity.js';
import { begin } from '../../execution/begin.js';
import type { Behaviour } from '../../execution/behaviour.js';
import { leaveBy } from '../../execution/complete.js';
import { readFor } from '../../execution/evaluation.js';
import { holdToken, joinTokens } from '../../execution/joins.js';
import type { PlannedFlow, PlannedNode } from '../../execution/plan.js';
import type { Step } from '../../execution/step.js';
import { conditionCheck, flowsToTake } from '../../execution/tokens.js';
import { variablesSeenBy } from '../../execution/variables.js';

/**
 * Complex gateway (BPMN 2.0.2 §10.6.5, §13.4.5). Waiting for start, it is activated as soon as the activation condition
 * holds over the tokens that have come (without a condition: one of each incoming flow); it joins them and splits like
 * an inclusive gateway. Then it waits for reset: what still comes on the other flows is joined once nothing else can
 * come, and goes on only along flows whose condition is true again, e.g. because it asks for `waitingForStart`.
 *
 * The specification leaves open what a flow without a condition does at a reset: here it takes no token, so that the
 * plain case is a discriminator (one token however many come). A gateway that was activated by all its flows has
 * nothing to reset.
 */
export const complexGateway: Behaviour<ComplexGatewayNode> = {
  arrive(step, scope, planned, flow) {
    holdToken(step, scope, flow);
    activate(step, scope, planned);
  },
  nothingElseComes(step, scope, planned) {
    const { id, incoming } = planned.node;
    const late = incoming.filter((flow) => scope.joins?.get(id)?.has(flow) && !scope.resetting?.has(flow));
    for (const flow of incoming) scope.resetting?.delete(flow);
    if (late.length > 0) goOn(step, scope, planned, late, false);
    activate(step, scope, planned);
  },
  enter(step, activity) {
    const seen = variablesSeenBy(activity);
    const isReset = activity.variables?.waitingForStart === false;
    leaveBy(step, activity, isReset ? flowsAtReset(step, activity, seen) : flowsToTake(step, activity, seen));
  },
};

/** Nothing happens while it waits for its reset, or while the tokens that have come do not suffice. */
function activate(step: Step, scope: Activity, planned: PlannedNode<ComplexGatewayNode>): void {
  const { id, incoming, activationCondition: text } = planned.node;
  const flows = [...(scope.joins?.get(id)?.keys() ?? [])];
  if (flows.length === 0 || incoming.some((flow) => scope.resetting?.has(flow))) return;
  if (text === undefined) {
    if (flows.length < incoming.length) return;
  } else {
    const seen = { ...variablesSeenBy(scope), ...counts(scope, planned.node) };
    if (!readFor(step, id, { name: 'activationCondition', text }, toBoolean, seen)) return;
  }
  if (flows.length < incoming.length) scope.resetting = new Set([...(scope.resetting ?? []), ...flows]);
  goOn(step, scope, planned, flows, true);
}

/** Its own variables, for the conditions of its outgoing flows, are the attributes that BPMN gives it at runtime. */
function goOn(
  step: Step,
  scope: Activity,
  planned: PlannedNode<ComplexGatewayNode>,
  flows: readonly string[],
  waitingForStart: boolean,
): void {
  const variables = { waitingForStart, ...counts(scope, planned.node) };
  joinTokens(scope, planned.node.id, flows);
  begin(step, planned, scope, variables);
}

/** `activationCount` is how many tokens wait at the gateway; the id of each incoming flow says how many came by it. */
function counts({ joins }: Activity, { id, incoming }: ComplexGatewayNode): JsonObject {
  const held = joins?.get(id);
  const perFlow = incoming.map((flow) => [flow, held?.get(flow) ?? 0] as const);
  return { ...Object.fromEntries(perFlow), activationCount: perFlow.reduce((sum, [, count]) => sum + count, 0) };
}

function flowsAtReset(step: Step, activity: Activity, seen: JsonObject): readonly PlannedFlow[] {
  const { outgoing, defaultFlow } = activity.planned;
  const conditional = outgoing.filter((way) => way !== defaultFlow && way.flow.condition !== undefined);
  const taken = conditional.filter(conditionCheck(step, activity, seen));
  return taken.length === 0 && conditional.length > 0 && defaultFlow ? [defaultFlow] : taken;
}

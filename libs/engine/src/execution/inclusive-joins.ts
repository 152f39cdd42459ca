import type { Activity } from './activity.js';
import { type Plan, type PlannedFlow, plannedFlow, type PlannedNode } from './plan.js';
import { canCome, canComeItself, type Position } from './reach.js';
import type { Step } from './step.js';

/** A gateway of a scope that waits for whatever can still come. */
interface WaitingJoin {
  readonly gateway: PlannedNode;
  /** Incoming flows that have brought their token, and those that have not. */
  readonly arrived: readonly string[];
  readonly missing: readonly string[];
}

/**
 * Lets one inclusive join of any scope go on whose tokens need wait no longer, or resets one complex gateway
 * (BPMN 2.0.2 §13.4.3, §13.4.5). To be called when no token moves any more.
 *
 * @returns whether there is work again.
 */
export function releaseInclusiveJoins(step: Step): boolean {
  if (!step.plan.hasInclusiveJoins) return false;
  for (const scope of step.scopesWithJoins) {
    const join = scope.ended ? undefined : joinToRelease(step.plan, scope);
    if (!join) continue;
    join.gateway.behaviour.nothingElseComes?.(step, scope, join.gateway);
    return true;
  }
  return false;
}

/** The first, in the order in which their tokens began to wait. */
function joinToRelease(plan: Plan, scope: Activity): WaitingJoin | undefined {
  const waiting = waitingJoins(plan, scope);
  if (waiting.length === 0) return undefined;
  const moving = movingTokens(plan, scope);
  const held = heldTokens(plan, scope);
  const free = waiting.find((join) => ![...moving, ...held].some((token) => keepsWaiting(plan, token, join)));
  return free ?? waiting.find((join) => isDeadlocked(plan, join, moving, held));
}

/**
 * The rule of the specification: a token keeps a join waiting if it can still come to a flow that has brought none yet,
 * unless it can as well come to one that has.
 */
function keepsWaiting(plan: Plan, token: Position, { gateway, arrived, missing }: WaitingJoin): boolean {
  return canCome(plan, token, gateway, missing) && !canComeItself(plan, token, gateway, arrived);
}

/**
 * By that rule two joins on one loop wait for each other for ever, where each holds a token that could come to the
 * other. One of them has to go first: one that only such tokens keep waiting, at joins that it leads to itself and that
 * nothing else can set going.
 */
function isDeadlocked(
  plan: Plan,
  join: WaitingJoin,
  moving: readonly Position[],
  held: readonly (Position & { readonly flow: PlannedFlow })[],
): boolean {
  if (moving.some((token) => keepsWaiting(plan, token, join))) return false;
  return held.every((token) => {
    const { target } = token.flow;
    if (!keepsWaiting(plan, token, join)) return true;
    const { incoming } = target.node;
    return (
      canCome(plan, { node: join.gateway }, target, incoming) &&
      !moving.some((other) => canCome(plan, other, target, incoming))
    );
  });
}

function waitingJoins(plan: Plan, scope: Activity): WaitingJoin[] {
  const joins = scope.joins ?? new Map<string, ReadonlyMap<string, number>>();
  const resetting = [...(scope.resetting ?? [])];
  const waiting = new Set(resetting.map((id) => plannedFlow(plan, id).target));
  for (const id of joins.keys()) {
    const gateway = plan.nodes.get(id);
    if (gateway?.node.type === 'inclusiveGateway') waiting.add(gateway);
  }
  return [...waiting].map((gateway) => {
    const { id, incoming } = gateway.node;
    const has = (flow: string) => joins.get(id)?.has(flow) === true || resetting.includes(flow);
    return { gateway, arrived: incoming.filter(has), missing: incoming.filter((flow) => !has(flow)) };
  });
}

function heldTokens(plan: Plan, { joins }: Activity): { readonly flow: PlannedFlow }[] {
  return [...(joins?.values() ?? [])].flatMap((held) => [...held.keys()].map((id) => ({ flow: plannedFlow(plan, id) })));
}

/** Every place once, however many tokens are there. */
function movingTokens(plan: Plan, { children }: Activity): Position[] {
  const nodes = new Set<PlannedNode>();
  const flows = new Set<PlannedFlow>();
  for (const child of children ?? []) {
    const decided = decidedFlows(child);
    if (decided) for (const id of decided) flows.add(plannedFlow(plan, id));
    else nodes.add(child.planned);
  }
  return [...[...nodes].map((node) => ({ node })), ...[...flows].map((flow) => ({ flow }))];
}

/** The flows that a token takes as soon as a job is done, or is on already. */
function decidedFlows({ continuation, children }: Activity): readonly string[] | undefined {
  if (continuation?.at === 'take') return [continuation.flow];
  const behind = children?.values().next().value?.continuation;
  return behind?.at === 'after' ? behind.flows : undefined;
}

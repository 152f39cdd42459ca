import { type Plan, type PlannedFlow, plannedFlow, type PlannedNode, plannedNode } from './plan.js';

/** Where a token is: at a node (inside an activity, waiting at an event), or on a flow before the node it leads to. */
export type Position = { readonly node: PlannedNode } | { readonly flow: PlannedFlow };

/** Incoming flow of a gateway → nodes from which a token can come to it without passing the gateway before. */
type Reach = ReadonlyMap<string, ReadonlySet<PlannedNode>>;

/** Found once per gateway of a plan, and only for gateways at which a token has waited. */
type Reaches = WeakMap<PlannedNode, Reach>;
const allWays: Reaches = new WeakMap();
const ownWays: Reaches = new WeakMap();

/**
 * Whether a token can come from a position to one of these incoming flows of a gateway without visiting the gateway
 * before (the paths of BPMN 2.0.2 §13.4.3). A way leads out of an activity by its boundary events too, and from a
 * throwing link event to the catching one; no way leads in or out of a scope.
 */
export function canCome(plan: Plan, position: Position, gateway: PlannedNode, flows: readonly string[]): boolean {
  return leadsTo(reachOf(plan, gateway, allWays), position, gateway, flows);
}

/**
 * As {@link canCome}, by ways that the token itself takes: not by a boundary event that does not interrupt, which sends
 * another token while this one stays.
 */
export function canComeItself(plan: Plan, position: Position, gateway: PlannedNode, flows: readonly string[]): boolean {
  return leadsTo(reachOf(plan, gateway, ownWays), position, gateway, flows);
}

function leadsTo(reach: Reach, position: Position, gateway: PlannedNode, flows: readonly string[]): boolean {
  if ('node' in position) return flows.some((id) => reach.get(id)?.has(position.node));
  const { flow, target } = position.flow;
  if (flows.includes(flow.id)) return true;
  return target !== gateway && flows.some((id) => reach.get(id)?.has(target));
}

function reachOf(plan: Plan, gateway: PlannedNode, reaches: Reaches): Reach {
  let reach = reaches.get(gateway);
  if (!reach) {
    reach = new Map(gateway.node.incoming.map((id) => [id, nodesBefore(plan, gateway, id, reaches === ownWays)]));
    reaches.set(gateway, reach);
  }
  return reach;
}

function nodesBefore(plan: Plan, gateway: PlannedNode, flow: string, own: boolean): Set<PlannedNode> {
  const before = new Set<PlannedNode>();
  const open = [sourceOf(plan, flow)];
  for (const node of open) {
    if (before.has(node)) continue;
    before.add(node);
    if (node !== gateway) open.push(...predecessors(plan, node, own));
  }
  return before;
}

function predecessors(plan: Plan, { node }: PlannedNode, own: boolean): PlannedNode[] {
  if (node.type === 'boundaryEvent') return own && !node.interrupting ? [] : [plannedNode(plan, node.attachedTo)];
  if (node.type === 'intermediateCatchEvent' && node.trigger?.kind === 'link') {
    return [...plan.nodes.values()].filter(({ linkTarget }) => linkTarget?.node === node);
  }
  return node.incoming.map((id) => sourceOf(plan, id));
}

function sourceOf(plan: Plan, flow: string): PlannedNode {
  return plannedNode(plan, plannedFlow(plan, flow).flow.source);
}

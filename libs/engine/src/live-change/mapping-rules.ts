import type { EventTrigger, GraphNode, ProcessGraph } from '#bpmn';
import type { Finding } from '#foundation';
import { type ElementPair, nodeOf, type ResolvedPlan, scopesAround } from './migration-plan.js';

/** What is wrong with one mapping and how to mend it; nothing where it keeps the rule. */
type Rule = (plan: ResolvedPlan, pair: ElementPair) => Omit<Finding, 'where'> | undefined;

/** Every rule that a mapping breaks. `where` is the mapping, `from → to`. */
export function brokenRules(plan: ResolvedPlan, pair: ElementPair): Finding[] {
  if (pair.source === plan.source.root && pair.target === plan.target.root) return [];
  return RULES.flatMap((rule) => {
    const broken = rule(plan, pair);
    return broken ? [{ where: `${pair.from} → ${pair.to}`, ...broken }] : [];
  });
}

/** The rules of Camunda 7 for what can take the place of what, in words of this engine. */
const RULES: readonly Rule[] = [
  sameType,
  sameLoop,
  sameTrigger,
  sameUse,
  hostGoesAlong,
  eventSubProcessGoesAlong,
  gatewayGoesAlong,
  joinsNoFewerFlows,
  onlyOneIntoGateway,
  staysInsideItsScopes,
  newScopesCanBegin,
  removedScopesCanEnd,
  triggerCanBeRenewed,
];

function sameType(_plan: ResolvedPlan, { source, target }: ElementPair): ReturnType<Rule> {
  if (source.type === target.type) return undefined;
  return {
    code: 'migration.type-differs',
    what: `a ${source.type} cannot become a ${target.type}`,
    mend: `Map it to a ${source.type}, or leave it out and move its tokens before.`,
  };
}

function sameLoop(_plan: ResolvedPlan, { source, target }: ElementPair): ReturnType<Rule> {
  const [from, to] = [loopOf(source), loopOf(target)];
  if (from === to) return undefined;
  return {
    code: 'migration.loop-differs',
    what: `${from} cannot become ${to}`,
    mend: `Map it to an element that has ${from}.`,
  };
}

function sameTrigger(_plan: ResolvedPlan, { source, target }: ElementPair): ReturnType<Rule> {
  const [from, to] = [triggerOf(source)?.kind ?? 'none', triggerOf(target)?.kind ?? 'none'];
  if (from === to) return undefined;
  return {
    code: 'migration.trigger-differs',
    what: `an event of kind ${from} cannot become one of kind ${to}`,
    mend: `Map it to an event of kind ${from}, or leave it out: what is new in the target is armed by itself.`,
  };
}

function sameUse(_plan: ResolvedPlan, { source, target }: ElementPair): ReturnType<Rule> {
  if (isForCompensation(source) === isForCompensation(target)) return undefined;
  return {
    code: 'migration.compensation-differs',
    what: 'only one of the two undoes another activity',
    mend: 'Map compensation handlers to compensation handlers.',
  };
}

function hostGoesAlong(plan: ResolvedPlan, { source, target }: ElementPair): ReturnType<Rule> {
  if (source.type !== 'boundaryEvent' || target.type !== 'boundaryEvent') return undefined;
  if (plan.of(source.attachedTo)?.to === target.attachedTo) return undefined;
  return {
    code: 'migration.host-differs',
    what: `the event sits on ${source.attachedTo}, which is not mapped to ${target.attachedTo}`,
    mend: `Map ${source.attachedTo} to ${target.attachedTo}, or leave the event out.`,
  };
}

function eventSubProcessGoesAlong(plan: ResolvedPlan, { source, target }: ElementPair): ReturnType<Rule> {
  const [from, to] = [eventSubProcessStartedBy(plan.source, source), eventSubProcessStartedBy(plan.target, target)];
  if (from === to || (from !== undefined && plan.of(from)?.to === to)) return undefined;
  return {
    code: 'migration.event-sub-process-differs',
    what: `the event starts ${from ?? 'no event sub-process'}, which is not mapped to ${to ?? 'a place outside of one'}`,
    mend: 'Map the event sub-processes to one another, or leave their start events out.',
  };
}

function gatewayGoesAlong(plan: ResolvedPlan, { source, target }: ElementPair): ReturnType<Rule> {
  const [from, to] = [raceGatewayBefore(plan.source, source), raceGatewayBefore(plan.target, target)];
  if (from === undefined || plan.of(from)?.to === to) return undefined;
  return {
    code: 'migration.race-differs',
    what: `it waits behind the event-based gateway ${from}, which is not mapped to the one before ${target.id}`,
    mend: `Map ${from} to the event-based gateway before ${target.id}, or leave the event out.`,
  };
}

function joinsNoFewerFlows(_plan: ResolvedPlan, { source, target }: ElementPair): ReturnType<Rule> {
  if (!isGateway(source) || target.incoming.length >= source.incoming.length) return undefined;
  return {
    code: 'migration.join-has-fewer-flows',
    what: `it joins ${target.incoming.length} flows instead of ${source.incoming.length}, so waiting tokens have no place`,
    mend: 'Map it to a gateway with at least as many incoming flows.',
  };
}

function onlyOneIntoGateway(plan: ResolvedPlan, { from, to, source }: ElementPair): ReturnType<Rule> {
  if (!isGateway(source)) return undefined;
  const other = plan.pairs.find((pair) => pair.to === to && pair.from !== from);
  if (!other) return undefined;
  return {
    code: 'migration.gateway-twice',
    what: `${other.from} is mapped to this gateway too, and their tokens cannot be told apart there`,
    mend: 'Map one of them only.',
  };
}

function staysInsideItsScopes(plan: ResolvedPlan, { source, target }: ElementPair): ReturnType<Rule> {
  const around = new Set(scopesAround(plan.target, target).map(({ id }) => id));
  const left = scopesAround(plan.source, source).find(({ id }) => {
    const scope = plan.of(id);
    return scope !== undefined && !around.has(scope.to);
  });
  if (!left) return undefined;
  return {
    code: 'migration.scope-left',
    what: `it lies in ${left.id}, which is mapped to ${plan.of(left.id)!.to}, but ${target.id} does not lie in there`,
    mend: `Map it to an element inside ${plan.of(left.id)!.to}, or do not map ${left.id}.`,
  };
}

function newScopesCanBegin(plan: ResolvedPlan, { source, target }: ElementPair): ReturnType<Rule> {
  const carried = new Set(scopesAround(plan.source, source).map(({ id }) => plan.of(id)?.to));
  const added = scopesAround(plan.target, target).filter(({ id }) => !carried.has(id));
  const foreign = added.find(({ id }) => plan.pairs.some(({ to }) => to === id));
  if (foreign) {
    return {
      code: 'migration.scope-entered',
      what: `${target.id} lies in ${foreign.id}, which takes the place of a scope that ${source.id} does not lie in`,
      mend: `Map it to an element outside ${foreign.id}.`,
    };
  }
  const closed = added.find((scope) => !isPlainScope(scope));
  if (!closed) return undefined;
  return {
    code: 'migration.scope-cannot-begin',
    what: `${target.id} lies in ${closed.id}, which does not run yet and which only a token of its own can begin`,
    mend: `Map a scope around ${source.id} to ${closed.id}, or move the tokens instead.`,
  };
}

function removedScopesCanEnd(plan: ResolvedPlan, { source }: ElementPair): ReturnType<Rule> {
  const kept = scopesAround(plan.source, source).find((scope) => !plan.of(scope.id) && !isPlainScope(scope));
  if (!kept) return undefined;
  return {
    code: 'migration.scope-cannot-go',
    what: `it lies in ${kept.id}, which is not mapped and cannot be dissolved around what runs in it`,
    mend: `Map ${kept.id} as well, or leave ${source.id} out.`,
  };
}

function triggerCanBeRenewed(_plan: ResolvedPlan, { updateTrigger = false, target }: ElementPair): ReturnType<Rule> {
  const kind = triggerOf(target)?.kind;
  const waits = kind === 'timer' || kind === 'message' || kind === 'signal' || kind === 'conditional';
  if (!updateTrigger || (waits && target.type !== 'intermediateThrowEvent' && target.type !== 'endEvent')) {
    return undefined;
  }
  return {
    code: 'migration.no-trigger',
    what: 'it has no timer, message, signal or condition to arm anew',
    mend: 'Leave updateTrigger out.',
  };
}

/** A scope that a migration may put around running activities or dissolve around them. */
export function isPlainScope(node: GraphNode): boolean {
  return (node.type === 'subProcess' || node.type === 'transaction') && loopOf(node) === NO_LOOP;
}

function triggerOf(node: GraphNode): EventTrigger | undefined {
  return 'trigger' in node ? node.trigger : undefined;
}

const NO_LOOP = 'no loop';

function loopOf(node: GraphNode): string {
  if ('multiInstance' in node && node.multiInstance) {
    return node.multiInstance.sequential ? 'a sequential multi-instance' : 'a parallel multi-instance';
  }
  return 'standardLoop' in node && node.standardLoop ? 'a standard loop' : NO_LOOP;
}

function isForCompensation(node: GraphNode): boolean {
  return 'forCompensation' in node && node.forCompensation === true;
}

function isGateway({ type }: GraphNode): boolean {
  return type.endsWith('Gateway');
}

function eventSubProcessStartedBy(graph: ProcessGraph, node: GraphNode): string | undefined {
  if (node.type !== 'startEvent' || node.scope === undefined) return undefined;
  return nodeOf(graph, node.scope)?.type === 'eventSubProcess' ? node.scope : undefined;
}

function raceGatewayBefore(graph: ProcessGraph, node: GraphNode): string | undefined {
  if (node.type !== 'intermediateCatchEvent' && node.type !== 'receiveTask') return undefined;
  const sources = node.incoming.flatMap((id) => graph.flows[id]?.source ?? []);
  return sources.find((id) => nodeOf(graph, id)?.type === 'eventBasedGateway');
}

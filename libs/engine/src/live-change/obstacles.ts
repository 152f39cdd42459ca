import type { Finding } from '#foundation';
import { planOf } from '../plan-of.js';
import type { ActivityInstance, CompensableActivity, EngineState } from '../state.js';
import { isPlainScope } from './mapping-rules.js';
import { nodeOf, type ResolvedPlan } from './migration-plan.js';

/** What keeps one instance from being migrated by a plan that is right as such; empty where nothing does. */
export function obstacles(plan: ResolvedPlan, { instances }: EngineState): Finding[] {
  return instances.flatMap((instance) => [
    ...withoutPlace(plan, instance),
    ...lostJobs(plan, instance, instances),
    ...lostTokens(plan, instance),
    ...lostCompensation(plan, instance),
  ]);
}

/** Whether a scope ends with the migration while what runs inside goes on outside of it. */
export function isDissolved(plan: ResolvedPlan, { element, continuation }: ActivityInstance): boolean {
  const node = nodeOf(plan.source, element);
  return node !== undefined && !continuation && !plan.of(element) && isPlainScope(node);
}

function withoutPlace(plan: ResolvedPlan, instance: ActivityInstance): Finding[] {
  const { element, attachedTo } = instance;
  // An event that is armed for something else is withdrawn where the plan leaves it out.
  if (plan.of(element) || attachedTo !== undefined || isDissolved(plan, instance)) return [];
  return [
    {
      where: element,
      code: 'migration.not-mapped',
      what: 'the instance stands here, and the plan does not say where it goes on',
      mend: `Map ${element}, or move the token first.`,
    },
  ];
}

/** A job before, after or on the way to an element, which the target does not know. */
function lostJobs(
  plan: ResolvedPlan,
  { element, parent, continuation }: ActivityInstance,
  instances: readonly ActivityInstance[],
): Finding[] {
  const pair = plan.of(element);
  if (!pair || !continuation) return [];
  const lost = (what: string): Finding[] => [
    { where: element, code: 'migration.job-lost', what, mend: 'Let the job run first, or map to an element that has it.' },
  ];
  const { nodes, flows } = planOf(plan.target);
  if (continuation.at === 'take') {
    const flow = plan.flowFor(continuation.flow);
    const known = flow !== undefined && flow.target === pair.to;
    if (!known) return lost(`a job waits on the flow ${continuation.flow}, which ${pair.to} does not have`);
    const { listeners = [] } = flows.get(flow.id) ?? {};
    return listeners.length > continuation.index ? [] : lost(`a listener of the flow ${continuation.flow} is gone`);
  }
  const target = nodes.get(pair.to);
  const host = instances.find(({ key }) => key === parent);
  const isRun = host && instances.some(({ key, loop, body }) => key === host.parent && (loop || body) && host.element === element);
  const jobs = isRun ? target?.runJobs : target?.jobs;
  if ((jobs?.[continuation.at].length ?? 0) <= continuation.index) {
    return lost(`a job waits ${continuation.at} it, and ${pair.to} has none there`);
  }
  const { flows: taken = [] } = continuation.at === 'after' ? continuation : {};
  return taken.every((id) => plan.flowFor(id)?.source === pair.to) ? [] : lost('it was about to leave by a flow that is gone');
}

function lostTokens(plan: ResolvedPlan, { joins = {}, resetting = [] }: ActivityInstance): Finding[] {
  const lost = (gateway: string, what: string): Finding => ({
    where: gateway,
    code: 'migration.token-lost',
    what,
    mend: 'Map the gateway to one with the same incoming flows, or move the tokens first.',
  });
  const waiting = Object.entries(joins).flatMap(([gateway, held]) => {
    const to = plan.of(gateway)?.to;
    if (to === undefined) return [lost(gateway, 'tokens wait at this gateway, and the plan does not say where they go on')];
    return Object.keys(held)
      .filter((flow) => plan.flowFor(flow)?.target !== to)
      .map((flow) => lost(gateway, `a token waits here that came by ${flow}, and no such flow leads to ${to}`));
  });
  const activated = resetting
    .filter((flow) => !plan.flowFor(flow))
    .map((flow) => lost(flow, 'the gateway behind it waits for its other tokens, and the plan does not say where'));
  return [...waiting, ...activated];
}

function lostCompensation(plan: ResolvedPlan, instance: ActivityInstance): Finding[] {
  const holder = plan.of(instance.element)?.to;
  return (instance.compensable ?? []).flatMap((completed) => {
    const { source, target } = plan.of(completed.element) ?? {};
    // The body of a loop and the event that compensates hold what completed elsewhere.
    const isItsScope = source?.scope === instance.element && !isDissolved(plan, instance);
    const kept = target !== undefined && (!isItsScope || target.scope === holder);
    return kept && allMapped(plan, completed.inside)
      ? []
      : [
          {
            where: completed.element,
            code: 'migration.compensation-lost',
            what: 'it has completed and could no longer be undone',
            mend: `Map ${completed.element} and all inside it to elements of the same scope.`,
          },
        ];
  });
}

function allMapped(plan: ResolvedPlan, inside: readonly CompensableActivity[] = []): boolean {
  return inside.every((completed) => plan.of(completed.element) !== undefined && allMapped(plan, completed.inside));
}

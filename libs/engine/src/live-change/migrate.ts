import type { GraphNode, ProcessGraph } from '#bpmn';
import type { Advance } from '../advance.js';
import type { EngineContext } from '../command.js';
import type { EngineEffect } from '../effect.js';
import { NotOpenError } from '../errors.js';
import type { Activity } from '../execution/activity.js';
import { arm, enter } from '../execution/begin.js';
import { record } from '../execution/history.js';
import type { PlannedNode } from '../execution/plan.js';
import { runToRest } from '../execution/run.js';
import { Step } from '../execution/step.js';
import { planOf } from '../plan-of.js';
import type { EngineState } from '../state.js';
import { MigrationImpossibleError } from './errors.js';
import { type MigrationPlan, nodeOf, ResolvedPlan } from './migration-plan.js';
import { isDissolved, obstacles } from './obstacles.js';
import { relocate } from './relocate.js';

/**
 * Takes a running instance from one version of its process to another. Pure, like `advance`.
 *
 * What is open stays open under its key; `moveActivity` tells where it stands now. Events that only the target has are
 * armed around what runs, those that the plan leaves out are withdrawn, and the others stay as they were armed, unless
 * their mapping says `updateTrigger`. Scopes may be added around what runs, without input mappings, and dissolved.
 *
 * @param plan one in which `validateMigration` finds nothing wrong for these two graphs.
 * @throws MigrationImpossibleError with everything in this instance that has no place in the target; NotOpenError for
 *   one that has ended; EngineError when something cannot be armed there.
 */
export function migrate(
  source: ProcessGraph,
  target: ProcessGraph,
  state: EngineState,
  plan: MigrationPlan,
  context: EngineContext,
): Advance {
  if (state.instances.length === 0) throw new NotOpenError('migrate: the instance has ended.');
  const resolved = new ResolvedPlan(source, target, plan);
  const findings = obstacles(resolved, state);
  if (findings.length > 0) throw new MigrationImpossibleError(findings);

  const departure = depart(resolved, state, context);
  const { state: relocated, begunScopes } = relocate(resolved, state, departure.gone);
  const step = new Step(planOf(target), context, relocated);
  const live = [...step.activities()];
  const former = new Map(state.instances.map(({ key, element }) => [key, nodeOf(source, element)]));
  for (const key of begunScopes) record(step, step.find(key)!, 'start');
  step.effects.push(...moves(resolved, state, live));
  const renewed = new Set(state.instances.filter(({ element }) => resolved.of(element)?.updateTrigger).map(({ key }) => key));
  for (const activity of live) {
    if (renewed.has(activity.key)) renewTrigger(step, activity);
    renewOffer(step, activity, former.get(activity.key));
    armWhatIsNew(resolved, step, activity);
  }
  runToRest(step);
  return { state: step.save(), effects: [...departure.effects, ...step.effects] };
}

/** Withdraws the events that the plan leaves out, and ends the scopes that are dissolved, as far as people see. */
function depart(
  plan: ResolvedPlan,
  state: EngineState,
  context: EngineContext,
): { readonly effects: readonly EngineEffect[]; readonly gone: ReadonlySet<number> } {
  const step = new Step(planOf(plan.source), context, state);
  const dissolved = new Set(state.instances.filter((it) => isDissolved(plan, it)).map(({ key }) => key));
  const gone = new Set<number>();
  for (const activity of step.activities()) {
    if (activity.host && !plan.of(activity.element.id)) {
      activity.behaviour.withdraw?.(step, activity);
      if (!activity.isArmedEvent) record(step, activity, 'cancel');
      gone.add(activity.key);
    } else if (dissolved.has(activity.key)) {
      record(step, activity, 'cancel');
    }
  }
  return { effects: step.effects, gone };
}

/** Tells of everything that stands at another element than before, or in another scope. */
function moves(plan: ResolvedPlan, { instances }: EngineState, now: readonly Activity[]): EngineEffect[] {
  const before = new Map(instances.map((instance) => [instance.key, instance]));
  return now.flatMap((activity): EngineEffect[] => {
    const { key, element, parent } = activity;
    const earlier = before.get(key);
    const source = earlier && plan.of(earlier.element)?.source;
    if (!earlier || !source) return [];
    const formKey = element.type === 'userTask' ? element.formKey : undefined;
    const formerFormKey = source.type === 'userTask' ? source.formKey : undefined;
    const same =
      source.id === element.id &&
      source.name === element.name &&
      earlier.parent === parent?.key &&
      formKey === formerFormKey;
    if (same) return [];
    return [
      {
        type: 'moveActivity',
        key,
        ...(parent && { parent: parent.key }),
        element: element.id,
        ...(element.name !== undefined && { name: element.name }),
        ...(formKey !== undefined && { formKey }),
      },
    ];
  });
}

/** Evaluates the trigger of an event that waits, and waits for that under the same key. */
function renewTrigger(step: Step, activity: Activity): void {
  if (!activity.begun || activity.continuation || activity.children) return;
  const earlier = step.effects.length;
  activity.behaviour.enter(step, activity);
  const renewals = step.effects.splice(earlier).map((effect): EngineEffect => {
    if (effect.type !== 'armTimer') return effect;
    const { element: _element, ...timing } = effect;
    return { ...timing, type: 'rescheduleTimer', renewed: true };
  });
  step.effects.push(...renewals);
}

/** People choose from what the target offers; an offer stands in place of the former one. */
function renewOffer(step: Step, { key, element, finishing, begun, continuation }: Activity, former?: GraphNode): void {
  if (element.type !== 'adHocSubProcess' || former?.type !== 'adHocSubProcess') return;
  const { id, choices } = element;
  const same = choices.length === former.choices.length && choices.every((choice) => former.choices.includes(choice));
  if (same || finishing || !begun || continuation) return;
  if (choices.length > 0) step.emit({ type: 'offerActivities', key, element: id, activities: choices });
  else step.emit({ type: 'withdrawOffer', key });
}

function armWhatIsNew(plan: ResolvedPlan, step: Step, activity: Activity): void {
  if (!activity.begun || activity.continuation || activity.ended || isLeaving(activity)) return;
  const isNew = ({ node }: PlannedNode) => plan.isNew(node.id);
  const { planned, isLoopRun, isLoopBody, isArmedEvent, element, parent } = activity;
  if (!isLoopRun && !isArmedEvent) {
    for (const event of planned.boundaryEvents.filter(isNew)) arm(step, event, activity, parent);
  }
  if (!isLoopBody && !isInterrupted(plan, activity)) {
    for (const event of planned.armedStarts.filter(isNew)) arm(step, event, activity, activity);
  }
  if (element.type !== 'eventBasedGateway') return;
  for (const { target } of planned.outgoing.filter((flow) => isNew(flow.target))) {
    if (!activity.ended) enter(step, step.create(target, target.behaviour, parent, activity));
  }
}

/** Its work is done; only jobs behind the element are left, and nothing can interrupt it any more. */
function isLeaving({ children }: Activity): boolean {
  return [...(children ?? [])].some(({ continuation }) => continuation?.at === 'after');
}

/** Whether an interrupting event sub-process has taken over the scope: then no other event of it can start any more. */
function isInterrupted({ target }: ResolvedPlan, { children }: Activity): boolean {
  return [...(children ?? [])].some(({ element: { id, type } }) => {
    if (type !== 'eventSubProcess') return false;
    return Object.values(target.nodes).some((node) => node.type === 'startEvent' && node.scope === id && node.interrupting);
  });
}

import type { GraphNode } from '#bpmn';
import type { JsonObject } from '#foundation';
import type { EngineContext } from '../command.js';
import type { EngineEffect } from '../effect.js';
import { UnknownElementError, UnknownStateVersionError } from '../errors.js';
import { STATE_FORMAT_VERSION, type ActivityInstance, type EngineState, type LoopProgress } from '../state.js';
import { Activity, type WorkingLoop } from './activity.js';
import type { Behaviour } from './behaviour.js';
import type { VariableChange } from './conditions.js';
import type { Plan, PlannedNode } from './plan.js';
import { RunawayGuard } from './runaway-guard.js';
import { sameValue } from './same-value.js';

const MAX_ACTIVITIES_PER_STEP = 100_000;

/** Something that is still to be done in this step, on behalf of a scope or multi-instance body that is still live. */
export interface Work {
  readonly owner: Activity;
  perform(step: Step): void;
}

/**
 * One call of `advance`: the working copy of the state, the effects so far, and the agenda.
 *
 * The agenda is a work list instead of recursion, so a chain of 10,000 activities needs no deeper stack than one. It is
 * walked depth first in document order: a branch runs until it waits, then the next branch begins.
 */
export class Step {
  readonly effects: EngineEffect[] = [];
  /** Scopes in which tokens have waited at joins or complex gateways for their reset; some may wait no longer. */
  readonly scopesWithJoins = new Set<Activity>();
  private readonly live = new Map<number, Activity>();
  private readonly agenda: Work[] = [];
  /** Scheduled by the work that is being performed; moved to the agenda, in order, when that returns. */
  private readonly fresh: Work[] = [];
  private readonly guard: RunawayGuard;
  /** Whether there was a state: also true for an instance that has ended. */
  readonly started: boolean;
  private nextKey: number;
  private changes: VariableChange[] = [];

  constructor(
    readonly plan: Plan,
    readonly context: EngineContext,
    state: EngineState | null,
  ) {
    this.guard = new RunawayGuard(context.maxActivitiesPerStep ?? MAX_ACTIVITIES_PER_STEP);
    this.started = state !== null;
    this.nextKey = state?.next ?? 1;
    if (state) this.load(state);
  }

  /** The process itself; undefined before the start and after the end. */
  get root(): Activity | undefined {
    const first = this.live.values().next();
    return first.done ? undefined : first.value;
  }

  get activityLimit(): number {
    return this.guard.limit;
  }

  find(key: number): Activity | undefined {
    return this.live.get(key);
  }

  /** Everything live, in order of keys. */
  activities(): Iterable<Activity> {
    return this.live.values();
  }

  emit(effect: EngineEffect): void {
    this.effects.push(effect);
  }

  /** A new live activity. Counts towards the limit of the step. */
  create<N extends GraphNode>(
    planned: PlannedNode<N>,
    behaviour: Behaviour<N>,
    parent: Activity | undefined,
    host?: Activity,
  ): Activity<N> {
    this.guard.count(planned.node.id);
    const activity = new Activity(this.takeKey(), planned, behaviour, parent, host);
    this.live.set(activity.key, activity);
    return activity;
  }

  takeKey(): number {
    return this.nextKey++;
  }

  /** The activity is gone: no trace of it remains in the state. */
  remove(activity: Activity): void {
    activity.detach();
    this.live.delete(activity.key);
  }

  /** Works scheduled one after the other are performed in that order, before anything that was scheduled earlier. */
  schedule(work: Work): void {
    this.fresh.push(work);
  }

  /** Performed only when all that is on the agenda now, and all that comes of it, has been. */
  defer(work: Work): void {
    this.agenda.unshift(work);
  }

  /** @returns false when there is nothing left to do. */
  performNext(): boolean {
    const { agenda, fresh } = this;
    for (let work = fresh.pop(); work; work = fresh.pop()) agenda.push(work);
    const next = agenda.pop();
    if (!next) return false;
    if (!next.owner.ended) next.perform(this);
    return true;
  }

  /** Kept only where the model has conditional events. A value written again as it was is no change. */
  noteChanges(scope: Activity, values: JsonObject): void {
    const { variables = {} } = scope;
    const before = this.nextKey;
    for (const [name, value] of Object.entries(values)) {
      if (!Object.hasOwn(variables, name)) this.changes.push({ scope, name, event: 'create', before });
      else if (!sameValue(variables[name] ?? null, value)) this.changes.push({ scope, name, event: 'update', before });
    }
  }

  takeChanges(): readonly VariableChange[] {
    if (this.changes.length === 0) return this.changes;
    const { changes } = this;
    this.changes = [];
    return changes;
  }

  save(): EngineState {
    const instances: ActivityInstance[] = [];
    for (const activity of this.live.values()) instances.push(activity.toInstance());
    return { v: STATE_FORMAT_VERSION, next: this.nextKey, instances };
  }

  private load(state: EngineState): void {
    if (state.v !== STATE_FORMAT_VERSION) throw new UnknownStateVersionError(state.v);
    for (const instance of state.instances) this.loadInstance(instance);
  }

  private loadInstance(instance: ActivityInstance): void {
    const planned = this.plan.nodes.get(instance.element);
    if (!planned) throw new UnknownElementError(instance.element);
    const parent = instance.parent === undefined ? undefined : this.live.get(instance.parent);
    const host = instance.attachedTo === undefined ? undefined : this.live.get(instance.attachedTo);
    const activity = new Activity(instance.key, planned, this.behaviourOf(instance, planned), parent, host);
    activity.variables = instance.variables;
    activity.cycle = instance.cycle;
    activity.signal = instance.signal;
    activity.continuation = instance.continuation;
    activity.compensable = instance.compensable && [...instance.compensable];
    activity.loop = instance.loop && ownLoop(instance.loop);
    activity.finishing = instance.finishing === true;
    if (instance.resetting) activity.resetting = new Set(instance.resetting);
    if (instance.resetting || instance.joins) this.scopesWithJoins.add(activity);
    if (instance.joins) {
      activity.joins = new Map();
      for (const [gateway, held] of Object.entries(instance.joins)) {
        activity.joins.set(gateway, new Map(Object.entries(held)));
        for (const count of Object.values(held)) activity.tokens += count;
      }
    }
    activity.begun = true;
    if (parent && !host) parent.tokens += 1;
    if (parent && instance.continuation?.at === 'before') parent.begun = false;
    this.live.set(activity.key, activity);
  }

  private behaviourOf({ continuation, loop, body }: ActivityInstance, planned: PlannedNode): Behaviour {
    if (continuation) return this.plan.continuation;
    return loop || body ? planned.behaviour : planned.ownBehaviour;
  }
}

function ownLoop({ outputs, ...loop }: LoopProgress): WorkingLoop {
  return { ...loop, ...(outputs && { outputs: [...outputs] }) };
}

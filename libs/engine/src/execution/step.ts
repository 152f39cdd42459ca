import type { GraphNode } from '#bpmn';
import type { EngineContext } from '../command.js';
import type { EngineEffect } from '../effect.js';
import { UnknownElementError, UnknownStateVersionError } from '../errors.js';
import { STATE_FORMAT_VERSION, type ActivityInstance, type EngineState } from '../state.js';
import { Activity } from './activity.js';
import type { Behaviour } from './behaviour.js';
import type { Plan, PlannedNode } from './plan.js';
import { RunawayGuard } from './runaway-guard.js';

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
  private readonly live = new Map<number, Activity>();
  private readonly agenda: Work[] = [];
  /** Scheduled by the work that is being performed; moved to the agenda, in order, when that returns. */
  private readonly fresh: Work[] = [];
  private readonly guard: RunawayGuard;
  /** Whether there was a state: also true for an instance that has ended. */
  readonly started: boolean;
  private nextKey: number;

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

  run(): void {
    const { agenda, fresh } = this;
    for (;;) {
      for (let work = fresh.pop(); work; work = fresh.pop()) agenda.push(work);
      const next = agenda.pop();
      if (!next) return;
      if (!next.owner.ended) next.perform(this);
    }
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
    const behaviour = instance.loop ? planned.behaviour : planned.ownBehaviour;
    const activity = new Activity(instance.key, planned, behaviour, parent, host);
    activity.variables = instance.variables;
    activity.cycle = instance.cycle;
    if (instance.loop) activity.loop = instance.loop;
    if (instance.joins) {
      activity.joins = new Map();
      for (const [gateway, held] of Object.entries(instance.joins)) {
        activity.joins.set(gateway, new Map(Object.entries(held)));
        for (const count of Object.values(held)) activity.tokens += count;
      }
    }
    if (parent && !host) parent.tokens += 1;
    this.live.set(activity.key, activity);
  }
}

import type { ProcessGraph } from '#bpmn';
import type { EngineCommand } from '../command.js';
import type { EngineEffect } from '../effect.js';
import type { Step } from '../execution/step.js';
import type { ActivityInstance, EngineState } from '../state.js';

/**
 * Live instances, in words, that wait for nothing: not for the world, nor for anything inside, nor for tokens at a join.
 * None, whatever the model.
 */
export function idle(graph: ProcessGraph, { instances }: EngineState, open: ReadonlySet<number>): string[] {
  const busy = new Set(instances.map(({ parent, attachedTo }) => attachedTo ?? parent));
  const waits = ({ key, element, joins, parent }: ActivityInstance) =>
    open.has(key) || busy.has(key) || joins !== undefined || parent === undefined || waitsForVariables(graph, element);
  return instances.filter((instance) => !waits(instance)).map(({ key, element }) => `${element} (${key}) is idle`);
}

function waitsForVariables({ nodes }: ProcessGraph, element: string): boolean {
  const node = nodes[element];
  return node !== undefined && 'trigger' in node && node.trigger?.kind === 'conditional';
}

/** Scopes, in words, whose count of tokens differs from the activities inside and the tokens at joins. */
export function miscounted(step: Step): string[] {
  return [...step.activities()].flatMap(({ element, key, behaviour, isHeldByJob, children, joins, tokens }) => {
    if (!behaviour.drained || isHeldByJob) return [];
    const held = [...(joins?.values() ?? [])].flatMap((flows) => [...flows.values()]);
    const counted = held.reduce((sum, count) => sum + count, children?.size ?? 0);
    return counted === tokens ? [] : [`${element.id} (${key}) counts ${tokens} tokens and has ${counted}`];
  });
}

/** What is open in the world, from the effects alone; refuses effects that contradict those before. */
export class OpenThings {
  readonly keys = new Set<number>();
  readonly contradictions: string[] = [];

  take(command: EngineCommand, effects: readonly EngineEffect[]): void {
    if (usesUp(command)) this.keys.delete(command.key);
    effects.forEach((effect, i) => {
      if (isOpening(effect)) this.open(effect);
      if (isClosing(effect)) this.close(command, effect);
      if (effect.type === 'endInstance' && i < effects.length - 1) {
        this.contradictions.push('endInstance is not the last');
      }
    });
  }

  private open({ type, key }: EngineEffect & { readonly key: number }): void {
    if (this.keys.has(key)) this.contradictions.push(`${type} ${key} is open already`);
    this.keys.add(key);
  }

  private close(command: EngineCommand, { type, key }: EngineEffect & { readonly key: number }): void {
    const wasUsedUp = type === 'closeTask' && usesUp(command) && command.key === key;
    if (!this.keys.delete(key) && !wasUsedUp) this.contradictions.push(`${type} ${key} closes what is not open`);
  }
}

function usesUp(command: EngineCommand): command is EngineCommand & { readonly key: number } {
  return ['completeTask', 'completeJob', 'failJob', 'fireTimer', 'childEnded', 'childFailed'].includes(command.type);
}

function isOpening(effect: EngineEffect): effect is EngineEffect & { readonly key: number } {
  return [
    'openTask',
    'scheduleJob',
    'armTimer',
    'subscribe',
    'subscribeSignal',
    'startChild',
    'offerActivities',
  ].includes(effect.type);
}

function isClosing(effect: EngineEffect): effect is EngineEffect & { readonly key: number } {
  return ['closeTask', 'cancelJob', 'disarmTimer', 'unsubscribe', 'cancelChild', 'withdrawOffer'].includes(effect.type);
}

/** The activity history, line by line: one start and one end of each, children within their parents. */
export class HistoryBook {
  readonly contradictions: string[] = [];
  private readonly running = new Set<number>();
  private readonly finished = new Set<number>();

  take(effects: readonly EngineEffect[]): void {
    for (const effect of effects) {
      if (effect.type !== 'recordActivity') continue;
      const { event, key, parent, element } = effect;
      const isKnown = event === 'start' ? !this.running.has(key) && !this.finished.has(key) : this.running.has(key);
      if (!isKnown) this.contradictions.push(`${event} of ${element} (${key}) is out of turn`);
      if (parent !== undefined && !this.running.has(parent)) {
        this.contradictions.push(`${event} of ${element} (${key}) lies outside its scope ${parent}`);
      }
      (event === 'start' ? this.running : this.finished).add(key);
      if (event !== 'start') this.running.delete(key);
    }
  }

  get unfinished(): readonly number[] {
    return [...this.running];
  }
}

/** Makes a state that any write to would throw. */
export function deepFreeze<T>(value: T): T {
  if (typeof value === 'object' && value !== null && !Object.isFrozen(value)) {
    Object.freeze(value);
    for (const inner of Object.values(value)) deepFreeze(inner);
  }
  return value;
}

import type { EngineEffect } from '#engine';
import { newId } from '#foundation';
import type { NewJob } from '../jobs/schedule-jobs.js';

type Effect<Type extends EngineEffect['type']> = Extract<EngineEffect, { type: Type }>;

/** The effects of one step, sorted by the table they change. Keys are the engine's. */
export interface StepRows {
  readonly openedTasks: (Omit<Effect<'openTask'>, 'type'> & { id: string })[];
  readonly closedTasks: { key: number; status: 'completed' | 'cancelled' }[];
  readonly newJobs: NewJob[];
  readonly removedJobs: number[];
  readonly subscriptions: Omit<Effect<'subscribe'>, 'type'>[];
  /** Of messages and of signals. */
  readonly removedSubscriptions: number[];
  readonly signalSubscriptions: Omit<Effect<'subscribeSignal'>, 'type'>[];
  readonly offers: Omit<Effect<'offerActivities'>, 'type'>[];
  readonly removedOffers: number[];
  /** Timers of earlier steps that fire at another instant. */
  readonly rescheduledTimers: { key: number; due: string }[];
  /** Activities entered in this step; those that also ended in it carry `ended`. */
  readonly startedActivities: StartedActivity[];
  /** Activities of earlier steps that ended now. */
  readonly endedActivities: { key: number; cancelled: boolean }[];
  readonly end?: Effect<'endInstance'>;
}

interface StartedActivity {
  readonly key: number;
  readonly parent?: number;
  readonly element: string;
  readonly elementType: string;
  readonly name?: string;
  ended: boolean;
  cancelled: boolean;
}

/**
 * Nets the effects of a step: what was opened and closed again within it never reaches a table. `consumedJob` is the
 * key of the job that the command itself used up.
 */
export function toStepRows(effects: readonly EngineEffect[], now: string, consumedJob?: number): StepRows {
  const tasks = new Map<number, StepRows['openedTasks'][number]>();
  const closedTasks: StepRows['closedTasks'] = [];
  const jobs = new Map<number, NewJob>();
  const removedJobs = new Set<number>(consumedJob === undefined ? [] : [consumedJob]);
  const subscriptions = new Map<number, StepRows['subscriptions'][number]>();
  const removedSubscriptions = new Set<number>();
  const signals = new Map<number, StepRows['signalSubscriptions'][number]>();
  const offers = new Map<number, StepRows['offers'][number]>();
  const removedOffers: number[] = [];
  const rescheduled = new Map<number, string>();
  const started = new Map<number, StartedActivity>();
  const endedActivities: StepRows['endedActivities'] = [];
  let end: StepRows['end'];

  for (const effect of effects) {
    switch (effect.type) {
      case 'openTask':
        tasks.set(effect.key, { ...effect, id: newId() });
        break;
      case 'closeTask':
        if (!tasks.delete(effect.key)) closedTasks.push({ key: effect.key, status: effect.reason });
        break;
      case 'scheduleJob': {
        const { key, element, topic, retryTimeCycle } = effect;
        jobs.set(key, { kind: 'service', key, element, topic, retries: retryTimeCycle, dueAt: now });
        break;
      }
      case 'armTimer':
        jobs.set(effect.key, { kind: 'timer', key: effect.key, element: effect.element, dueAt: effect.due });
        break;
      case 'cancelJob':
      case 'disarmTimer':
        if (!jobs.delete(effect.key)) removedJobs.add(effect.key);
        break;
      case 'rescheduleTimer': {
        const armed = jobs.get(effect.key);
        if (armed === undefined) rescheduled.set(effect.key, effect.due);
        else jobs.set(effect.key, { ...armed, dueAt: effect.due });
        break;
      }
      case 'subscribe':
        subscriptions.set(effect.key, effect);
        break;
      case 'subscribeSignal':
        signals.set(effect.key, effect);
        break;
      case 'unsubscribe':
        if (!subscriptions.delete(effect.key) && !signals.delete(effect.key)) removedSubscriptions.add(effect.key);
        break;
      case 'offerActivities':
        offers.set(effect.key, effect);
        break;
      case 'withdrawOffer':
        if (!offers.delete(effect.key)) removedOffers.push(effect.key);
        break;
      case 'recordActivity': {
        const { key, parent, element, elementType, name, event } = effect;
        const entered = started.get(key);
        if (event === 'start') {
          started.set(key, { key, parent, element, elementType, name, ended: false, cancelled: false });
        } else if (entered !== undefined) {
          entered.ended = true;
          entered.cancelled = event === 'cancel';
        } else {
          endedActivities.push({ key, cancelled: event === 'cancel' });
        }
        break;
      }
      case 'endInstance':
        end = effect;
        break;
      case 'cancelChild':
        // The child may have told of its end or of an escalation already: those are jobs that wait.
        removedJobs.add(effect.key);
        break;
      case 'startChild':
      case 'publishMessage':
      case 'broadcastSignal':
      case 'escalate':
        break; // Rows of other instances: advance-instance.ts.
      case 'moveActivity':
        break; // Rows that stand already: move-rows.ts.
      default:
        effect satisfies never;
    }
  }
  return {
    openedTasks: [...tasks.values()],
    closedTasks,
    newJobs: [...jobs.values()],
    removedJobs: [...removedJobs],
    subscriptions: [...subscriptions.values()],
    removedSubscriptions: [...removedSubscriptions],
    signalSubscriptions: [...signals.values()],
    offers: [...offers.values()],
    removedOffers,
    rescheduledTimers: [...rescheduled].map(([key, due]) => ({ key, due })),
    startedActivities: [...started.values()],
    endedActivities,
    end,
  };
}

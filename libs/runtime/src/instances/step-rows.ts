import type { EngineEffect } from '#engine';
import { newId } from '#foundation';
import type { NewJob } from '../jobs/schedule-jobs.js';

type Effect<Type extends EngineEffect['type']> = Extract<EngineEffect, { type: Type }>;

/** The effects of one step, sorted by the table they change. Keys are the engine's. */
export interface StepRows {
  readonly openedTasks: readonly (Effect<'openTask'> & { readonly id: string })[];
  readonly closedTasks: readonly { readonly key: number; readonly status: 'completed' | 'cancelled' }[];
  readonly newJobs: readonly NewJob[];
  readonly removedJobs: readonly number[];
  readonly subscriptions: readonly Omit<Effect<'subscribe'>, 'type'>[];
  /** Of messages and of signals. */
  readonly removedSubscriptions: readonly number[];
  readonly signalSubscriptions: readonly Omit<Effect<'subscribeSignal'>, 'type'>[];
  readonly offers: readonly Omit<Effect<'offerActivities'>, 'type'>[];
  readonly removedOffers: readonly number[];
  /** Timers of earlier steps that fire at another instant. */
  readonly rescheduledTimers: readonly Omit<Effect<'rescheduleTimer'>, 'type'>[];
  /** Activities entered in this step that are open after it. */
  readonly startedActivities: readonly EnteredActivity[];
  /** Activities entered in this step that also ended in it. */
  readonly passedActivities: readonly (EnteredActivity & { readonly cancelled: boolean })[];
  /** Activities of earlier steps that ended now. */
  readonly endedActivities: readonly { readonly key: number; readonly cancelled: boolean }[];
  readonly end?: Effect<'endInstance'>;
}

interface EnteredActivity {
  readonly key: number;
  readonly parent?: number;
  readonly element: string;
  readonly elementType: string;
  readonly name?: string;
}

/**
 * Nets the effects of a step: what was opened and closed again within it never reaches a table. `consumedJob` is the
 * key of the job that the command itself used up.
 */
export function toStepRows(effects: readonly EngineEffect[], now: string, consumedJob?: number): StepRows {
  const tasks = new TaskRows();
  const jobs = new JobRows(now, consumedJob);
  const subscriptions = new SubscriptionRows();
  const offers = new NettedRows<Effect<'offerActivities'>>();
  const activities = new ActivityRows();
  let end: StepRows['end'];

  for (const effect of effects) {
    switch (effect.type) {
      case 'recordActivity':
        activities.record(effect);
        break;
      case 'openTask':
        tasks.open(effect);
        break;
      case 'closeTask':
        tasks.close(effect);
        break;
      case 'scheduleJob':
        jobs.schedule(effect);
        break;
      case 'armTimer':
        jobs.arm(effect);
        break;
      case 'rescheduleTimer':
        jobs.reschedule(effect);
        break;
      case 'cancelJob':
      case 'disarmTimer':
        jobs.remove(effect.key);
        break;
      case 'cancelChild':
        // The child may have told of its end or of an escalation already: those are jobs that wait.
        jobs.remove(effect.key);
        break;
      case 'subscribe':
        subscriptions.messages.set(effect.key, effect);
        break;
      case 'subscribeSignal':
        subscriptions.signals.set(effect.key, effect);
        break;
      case 'unsubscribe':
        subscriptions.remove(effect.key);
        break;
      case 'offerActivities':
        offers.add(effect.key, effect);
        break;
      case 'withdrawOffer':
        offers.remove(effect.key);
        break;
      case 'endInstance':
        end = effect;
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
    openedTasks: [...tasks.opened.values()],
    closedTasks: tasks.closed,
    newJobs: jobs.added(),
    removedJobs: jobs.removed(),
    subscriptions: [...subscriptions.messages.values()],
    removedSubscriptions: subscriptions.removed,
    signalSubscriptions: [...subscriptions.signals.values()],
    offers: offers.added(),
    removedOffers: offers.removed(),
    rescheduledTimers: [...jobs.rescheduled.values()],
    startedActivities: [...activities.started.values()],
    passedActivities: activities.passed,
    endedActivities: activities.ended,
    end,
  };
}

/** Rows of one table that a step adds and removes. */
class NettedRows<Row> {
  protected readonly rows = new Map<number, Row>();
  private readonly gone = new Set<number>();

  add(key: number, row: Row): void {
    this.rows.set(key, row);
  }

  remove(key: number): void {
    if (!this.rows.delete(key)) this.gone.add(key);
  }

  added(): Row[] {
    return [...this.rows.values()];
  }

  /** Keys of rows of earlier steps. */
  removed(): number[] {
    return [...this.gone];
  }
}

class TaskRows {
  readonly opened = new Map<number, StepRows['openedTasks'][number]>();
  readonly closed: { key: number; status: 'completed' | 'cancelled' }[] = [];

  open(effect: Effect<'openTask'>): void {
    this.opened.set(effect.key, { ...effect, id: newId() });
  }

  close({ key, reason }: Effect<'closeTask'>): void {
    if (!this.opened.delete(key)) this.closed.push({ key, status: reason });
  }
}

class JobRows extends NettedRows<NewJob> {
  readonly rescheduled = new Map<number, Effect<'rescheduleTimer'>>();

  constructor(
    private readonly now: string,
    consumedJob?: number,
  ) {
    super();
    if (consumedJob !== undefined) this.remove(consumedJob);
  }

  schedule({ key, element, topic, retryTimeCycle, priority }: Effect<'scheduleJob'>): void {
    this.add(key, { kind: 'service', key, element, topic, retryCycle: retryTimeCycle, priority, dueAt: this.now });
  }

  arm({ key, element, due, calendarPublication }: Effect<'armTimer'>): void {
    this.add(key, { kind: 'timer', key, element, dueAt: due, calendarPublication });
  }

  reschedule(effect: Effect<'rescheduleTimer'>): void {
    const { key, due, calendarPublication } = effect;
    const armed = this.rows.get(key);
    if (armed === undefined) this.rescheduled.set(key, effect);
    else this.add(key, { ...armed, dueAt: due, calendarPublication });
  }
}

class SubscriptionRows {
  readonly messages = new Map<number, StepRows['subscriptions'][number]>();
  readonly signals = new Map<number, StepRows['signalSubscriptions'][number]>();
  readonly removed: number[] = [];

  remove(key: number): void {
    if (!this.messages.delete(key) && !this.signals.delete(key)) this.removed.push(key);
  }
}

class ActivityRows {
  readonly started = new Map<number, EnteredActivity>();
  readonly passed: (EnteredActivity & { cancelled: boolean })[] = [];
  readonly ended: { key: number; cancelled: boolean }[] = [];

  record({ key, parent, element, elementType, name, event }: Effect<'recordActivity'>): void {
    if (event === 'start') {
      this.started.set(key, { key, parent, element, elementType, name });
      return;
    }
    const cancelled = event === 'cancel';
    const entered = this.started.get(key);
    if (entered === undefined) this.ended.push({ key, cancelled });
    else {
      this.started.delete(key);
      this.passed.push({ ...entered, cancelled });
    }
  }
}

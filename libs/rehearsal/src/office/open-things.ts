import type { OpenThing } from '#engine';
import type { RunningInstance } from './running-instance.js';

/** Something open of one instance. */
export interface OpenEntry<T extends OpenThing = OpenThing> {
  readonly instance: RunningInstance;
  readonly thing: T;
}

type OpenTimer = OpenThing & { readonly type: 'armTimer' };

/** What is open in all instances. */
export class OpenThings {
  /** In the order of opening; entries of what has been closed are dropped when they are met. */
  private readonly opened = new Set<OpenEntry>();

  add(entry: OpenEntry): void {
    this.opened.add(entry);
  }

  /** In order of opening. */
  entries(): OpenEntry[] {
    return [...this.opened].flatMap((entry) => {
      const { instance, thing } = entry;
      const current = instance.open.get(thing.key);
      if (current === undefined) this.opened.delete(entry);
      return current === undefined ? [] : [{ instance, thing: current }];
    });
  }

  /** The timer that is due first until an instant, the oldest of several that are due at once. */
  nextTimer(until: string): OpenEntry<OpenTimer> | undefined {
    let next: OpenEntry<OpenTimer> | undefined;
    for (const { instance, thing } of this.entries()) {
      if (thing.type !== 'armTimer' || Date.parse(thing.due) > Date.parse(until)) continue;
      if (next === undefined || Date.parse(thing.due) < Date.parse(next.thing.due)) next = { instance, thing };
    }
    return next;
  }

  /** Keys of what each instance has armed for a signal now. */
  armedFor(signal: string): Map<RunningInstance, number[]> {
    const armed = new Map<RunningInstance, number[]>();
    for (const { instance, thing } of this.entries()) {
      if (thing.type !== 'subscribeSignal' || thing.signal !== signal) continue;
      armed.set(instance, [...(armed.get(instance) ?? []), thing.key]);
    }
    return armed;
  }
}

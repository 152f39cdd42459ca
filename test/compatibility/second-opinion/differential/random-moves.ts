import fc from 'fast-check';
import type { Move } from '../engine-under-test.js';
import type { OurEngine } from '../our-engine.js';

/** What happens next: which of the open things moves on, what it brings for conditions to see, and whether it fails. */
export interface Happening {
  readonly pick: number;
  readonly variables: { readonly n: number; readonly again: boolean };
  readonly fails: boolean;
}

export const happenings: fc.Arbitrary<Happening[]> = fc.array(
  fc.record({
    pick: fc.nat({ max: 1000 }),
    variables: fc.record({ n: fc.nat({ max: 3 }), again: fc.boolean() }),
    fails: fc.boolean(),
  }),
  { minLength: 5, maxLength: 25 },
);

/** The move that a happening is, given what is open; undefined when nothing is. */
export function moveOf({ pick, variables, fails }: Happening, { waiting }: OurEngine): Move | undefined {
  if (waiting.length === 0) return undefined;
  const { thing, isCalled, catchesError } = waiting[pick % waiting.length]!;
  switch (thing.type) {
    case 'openTask':
      // A called process has variables of its own (§10.4.1), of which bpmn-engine's flat set knows nothing.
      return ['complete', thing.element, isCalled ? {} : variables];
    case 'scheduleJob':
      return fails && catchesError ? ['error', thing.element, thing.element] : ['job', thing.element, variables];
    case 'armTimer':
      return ['timer', thing.element];
    case 'subscribe':
      return ['message', thing.message, variables];
    case 'subscribeSignal':
      return ['signal', thing.signal, variables];
    default:
      throw new Error(`No random model opens ${thing.type}.`);
  }
}

import fc from 'fast-check';
import { catchesError, type EngineCommand, type EngineEffect } from './index.js';
import { InMemoryProcess } from './in-memory-process.js';
import { context, graphOf, type Model } from './testing/model.js';
import { randomModel } from './testing/random-model.js';

/** One step of a random run: which of the open things moves on, and what it brings back for conditions to see. */
interface Happening {
  readonly pick: number;
  readonly variables: { readonly n: number; readonly again: boolean };
}

const happenings: fc.Arbitrary<Happening[]> = fc.array(
  fc.record({ pick: fc.nat({ max: 1000 }), variables: fc.record({ n: fc.nat({ max: 3 }), again: fc.boolean() }) }),
  { maxLength: 40 },
);

/**
 * Runs a model through what happens and gives the instance, all effects, and every state, to `visit`, after each step.
 */
async function runThrough(
  model: Model,
  all: readonly Happening[],
  visit: (instance: InMemoryProcess) => void = () => undefined,
): Promise<{ instance: InMemoryProcess; effects: EngineEffect[] }> {
  const instance = new InMemoryProcess(await graphOf(model), context);
  const effects = [...instance.start({ n: 1, again: false })];
  visit(instance);
  for (const { pick, variables } of all) {
    if (instance.ended) break;
    const { type, key } = [...instance.open.values()][pick % instance.open.size]!;
    if (type === 'openTask') effects.push(...instance.send({ type: 'completeTask', key, variables }));
    if (type === 'scheduleJob') effects.push(...instance.send(endOfJob(instance, key, variables)));
    if (type === 'armTimer') effects.push(...instance.send({ type: 'fireTimer', key }));
    if (type === 'subscribe') effects.push(...instance.send({ type: 'deliverMessage', key, variables }));
    if (type === 'startChild') effects.push(...instance.send(endOfChild(instance, key, variables)));
    visit(instance);
  }
  return { instance, effects };
}

/** A job ends with an error now and then, where something catches it. */
function endOfJob({ graph, open }: InMemoryProcess, key: number, variables: Happening['variables']): EngineCommand {
  const { element } = open.get(key)!;
  return variables.again && catchesError(graph, element, 'E')
    ? { type: 'failJob', key, errorCode: 'E' }
    : { type: 'completeJob', key, output: variables };
}

/** So does a called process. */
function endOfChild({ graph, open }: InMemoryProcess, key: number, variables: Happening['variables']): EngineCommand {
  const { element } = open.get(key)!;
  return variables.again && catchesError(graph, element, 'E')
    ? { type: 'childFailed', key, errorCode: 'E', variables }
    : { type: 'childEnded', key, variables };
}

describe('Any run of any block-structured model', () => {
  it('is the same again to the byte, also when each state goes through JSON on the way', () =>
    fc.assert(
      fc.asyncProperty(randomModel, happenings, async (model, all) => {
        const states: string[] = [];
        const first = await runThrough(model, all, ({ state }) => states.push(JSON.stringify(state)));
        const second = await runThrough(model, all, (instance) => {
          const stored = JSON.stringify(instance.state);
          expect(stored).toBe(states.shift());
          instance.state = JSON.parse(stored);
        });
        expect(JSON.stringify(second.effects)).toBe(JSON.stringify(first.effects));
      }),
    ));

  it('loses no token: what is live is open itself or has something live inside, and only the end has neither', () =>
    fc.assert(
      fc.asyncProperty(randomModel, happenings, async (model, all) => {
        await runThrough(model, all, ({ state, open, ended, outcome }) => {
          const { instances } = state!;
          const containers = new Set(instances.flatMap((it) => (it.attachedTo === undefined ? [it.parent] : [])));
          const leaves = instances.map(({ key }) => key).filter((key) => !containers.has(key));
          expect([...open.keys()].sort((a, b) => a - b)).toEqual(leaves);
          expect(ended).toBe(outcome !== undefined);
        });
      }),
    ));

  it('can be cancelled at any step and then leaves nothing open', () =>
    fc.assert(
      fc.asyncProperty(randomModel, happenings, async (model, all) => {
        const { instance } = await runThrough(model, all);
        if (!instance.ended) instance.send({ type: 'cancel' });
        expect(instance.ended).toBe(true);
        expect([...instance.open.values()]).toEqual([]);
      }),
    ));

  it('records one start and one end or cancellation of each activity, children within their parents', () =>
    fc.assert(
      fc.asyncProperty(randomModel, happenings, async (model, all) => {
        const { instance, effects } = await runThrough(model, all);
        if (!instance.ended) effects.push(...instance.send({ type: 'cancel' }));
        const running = new Set<number>();
        const finished = new Set<number>();
        for (const effect of effects) {
          if (effect.type !== 'recordActivity') continue;
          const { event, key, parent } = effect;
          expect(parent === undefined || running.has(parent)).toBe(true);
          expect(finished.has(key)).toBe(false);
          expect(running.has(key)).toBe(event !== 'start');
          if (event === 'start') running.add(key);
          else finished.add(key);
          if (event !== 'start') running.delete(key);
        }
        expect([...running]).toEqual([]);
      }),
    ));
});

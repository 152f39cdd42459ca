import type { EngineState } from './index.js';
import { advance, RunawayLoopError, UnknownElementError, UnknownStateVersionError } from './index.js';
import { InMemoryProcess } from './in-memory-process.js';
import { context, graphOf, run, userTask } from './testing/model.js';

describe('One step', () => {
  it('changes neither the given state nor what it is given in the command', async () => {
    const graph = await graphOf({
      elements: `${userTask('A')}${userTask('B')}<parallelGateway id="Split"/><parallelGateway id="Join"/>`,
      flows: 'Start -> Split -> A -> Join -> End\nSplit -> B -> Join',
    });
    const command = deepFreeze({ type: 'start' as const, variables: { a: { b: [1] } } });
    const { state, effects } = advance(graph, null, command, context);
    const [first, second] = effects.flatMap((effect) => (effect.type === 'openTask' ? [effect.key] : []));
    deepFreeze(state);
    const next = advance(graph, state, { type: 'completeTask', key: first!, variables: { a: 1 } }, context);
    deepFreeze(next.state);
    advance(graph, next.state, { type: 'completeTask', key: second! }, context);
  });

  it('passes 10,000 activities without a deeper stack', async () => {
    const ids = Array.from({ length: 10_000 }, (_, i) => `T${i}`);
    const elements = ids.map((id) => `<manualTask id="${id}"/>`).join('');
    const graph = await graphOf({ elements, flows: `Start -> ${ids.join(' -> ')} -> End` });
    const { effects } = advance(graph, null, { type: 'start', variables: {} }, context);
    expect(effects.at(-1)).toMatchObject({ type: 'endInstance' });
  });

  it('leaves as many nested sub-processes as a file may have, one after the other', async () => {
    const depth = 190;
    const nested = Array.from({ length: depth }, (_, i) => `<subProcess id="Sub${i}">`).join('');
    const elements = `${nested}${userTask('Inmost')}${'</subProcess>'.repeat(depth)}`;
    const instance = await run({ elements, flows: 'Start -> Sub0 -> End' });
    instance.completeTask('Inmost');
    expect(instance.ended).toBe(true);
  });

  it('stops a loop without a wait and names the elements that go round', async () => {
    const model = {
      elements:
        '<manualTask id="Before"/><manualTask id="A"/><exclusiveGateway id="Merge"/><exclusiveGateway id="Again" default="Again_End"/>',
      flows: 'Start -> Before -> Merge -> A -> Again -> Merge : = true\nAgain -> End',
    };
    const started = run(model);
    await expect(started).rejects.toThrow(RunawayLoopError);
    await expect(started).rejects.toMatchObject({ code: 'engine.runaway-loop', elements: ['Again', 'Merge', 'A'] });
  });

  it('counts up to the limit it is given', async () => {
    const graph = await graphOf({ elements: '<manualTask id="A"/>', flows: 'Start -> A -> End' });
    expect(() => new InMemoryProcess(graph, { ...context, maxActivitiesPerStep: 4 }).start()).not.toThrow();
    expect(() => new InMemoryProcess(graph, { ...context, maxActivitiesPerStep: 3 }).start()).toThrow(RunawayLoopError);
  });

  it('refuses a state of a later version, and a state of another process', async () => {
    const graph = await graphOf({ elements: userTask('A'), flows: 'Start -> A' });
    const { state } = advance(graph, null, { type: 'start', variables: {} }, context);
    const command = { type: 'completeTask' as const, key: 3 };
    const later = { ...state, v: 2 } as unknown as EngineState;
    expect(() => advance(graph, later, command, context)).toThrow(UnknownStateVersionError);
    const other = await graphOf({ elements: userTask('B'), flows: 'Start -> B' });
    expect(() => advance(other, state, command, context)).toThrow(UnknownElementError);
  });
});

function deepFreeze<T>(value: T): T {
  if (typeof value === 'object' && value !== null) {
    Object.values(value).forEach(deepFreeze);
    Object.freeze(value);
  }
  return value;
}

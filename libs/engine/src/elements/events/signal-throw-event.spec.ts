import {
  boundaryEvent,
  catchEvent,
  run,
  signal,
  signalTrigger,
  subProcess,
  throwEvent,
  userTask,
} from '../../testing/model.js';

const definitions = signal('alarm') + signal('named', 'alarm-${unit}');
const split = '<parallelGateway id="Split"/>';

describe('Intermediate signal throw event', () => {
  it('broadcasts the signal with what goes along, evaluated at the event, and goes on', async () => {
    const payload = { floor: 'storey', twice: '= 2 * storey', nothing: 'unknown' };
    const model = { elements: throwEvent('Throw', signalTrigger('named', payload)), flows: 'Start -> Throw -> End' };
    const instance = await run({ ...model, definitions }, { storey: 3, unit: 'VP', other: true });
    expect(instance.ended).toBe(true);
    expect(instance.sent).toEqual([
      {
        type: 'broadcastSignal',
        element: 'Throw',
        signal: 'alarm-VP',
        variables: { floor: 3, twice: 6, nothing: null },
      },
    ]);
  });

  it.each(['Throw', 'A'])('reaches a sibling entered in the same step, where %s comes first', async (first) => {
    const second = first === 'A' ? 'Throw' : 'A';
    const instance = await run({
      elements: split + throwEvent('Throw', signalTrigger('alarm')) + catchEvent('A', signalTrigger('alarm')),
      flows: `Start -> Split -> ${first} -> End\nSplit -> ${second} -> End`,
      definitions,
    });
    expect(instance.ended).toBe(true);
  });

  it('reaches a sibling that only comes to its event after other activities of the step', async () => {
    const instance = await run({
      elements: `${split}${throwEvent('Throw', signalTrigger('alarm'))}
        <manualTask id="M1"/><manualTask id="M2"/>${catchEvent('A', signalTrigger('alarm'))}`,
      flows: 'Start -> Split -> Throw -> End\nSplit -> M1 -> M2 -> A -> End',
      definitions,
    });
    expect(instance.ended).toBe(true);
  });

  it('does not reach what lies behind the thrower itself', async () => {
    const elements = throwEvent('Throw', signalTrigger('alarm')) + catchEvent('A', signalTrigger('alarm'));
    const instance = await run({ elements, flows: 'Start -> Throw -> A -> End', definitions });
    expect(instance.waitingFor).toEqual(['A']);
  });

  it('reaches the catchers of every scope', async () => {
    const inside = '<startEvent id="S"/>' + throwEvent('Throw', signalTrigger('alarm'));
    const other = '<startEvent id="S2"/>' + catchEvent('A', signalTrigger('alarm'));
    const instance = await run({
      elements: split + subProcess('Sub', inside, 'S -> Throw') + subProcess('Other', other, 'S2 -> A'),
      flows: 'Start -> Split -> Sub\nSplit -> Other',
      definitions,
    });
    expect(instance.ended).toBe(true);
  });

  it('is broadcast although its own scope is interrupted by it, and what lies behind it does not run', async () => {
    const inside = `<startEvent id="S"/>${throwEvent('Throw', signalTrigger('alarm'))}${userTask('Never')}`;
    const instance = await run({
      elements:
        subProcess('Sub', inside, 'S -> Throw -> Never') +
        boundaryEvent('Caught', 'Sub', signalTrigger('alarm')) +
        userTask('Handle'),
      flows: 'Start -> Sub -> End\nCaught -> Handle',
      definitions,
    });
    expect(instance.waitingFor).toEqual(['Handle']);
    expect(instance.sent).toHaveLength(1);
    expect(instance.history).toContainEqual(expect.objectContaining({ element: 'Throw', event: 'cancel' }));
  });

  it('is thrown in the order in which several are reached', async () => {
    const instance = await run({
      elements: split + throwEvent('T1', signalTrigger('alarm')) + throwEvent('T2', signalTrigger('alarm')),
      flows: 'Start -> Split -> T1 -> End\nSplit -> T2 -> End',
      definitions,
    });
    expect(instance.sent.map(({ element }) => element)).toEqual(['T1', 'T2']);
  });
});

import { NoOutgoingFlowError, UnusableAttributeError } from '../../index.js';
import { run, userTask } from '../../testing/model.js';

const elements = `<exclusiveGateway id="Gate" default="Gate_C"/>${['A', 'B', 'C'].map((id) => userTask(id)).join('')}`;
const flows = 'Start -> Gate -> A : = n > 10\nGate -> B : = n > 5\nGate -> C';
const withoutDefault = { elements: elements.replace(' default="Gate_C"', ''), flows: flows.replace('\nGate -> C', '') };

describe('Exclusive gateway', () => {
  it.each([
    [11, 'A'],
    [7, 'B'],
    [1, 'C'],
  ])('with n = %d takes the first flow in document order that is open, else the default: %s', async (n, taken) => {
    const instance = await run({ elements, flows }, { n });
    expect(instance.waitingFor).toEqual([taken]);
  });

  it('tries the default last, wherever it stands', async () => {
    const instance = await run({ elements: elements.replace('Gate_C', 'Gate_A'), flows }, { n: 7 });
    expect(instance.waitingFor).toEqual(['B']);
  });

  it('refuses to go on when nothing is open and there is no default; the instance stays as it was', async () => {
    const instance = await run({
      elements: `${userTask('Before')}${withoutDefault.elements}`,
      flows: withoutDefault.flows.replace('Start -> Gate', 'Start -> Before -> Gate'),
    });
    const before = JSON.stringify(instance.state);
    const complete = () => instance.completeTask('Before', { n: 1 });
    expect(complete).toThrow(NoOutgoingFlowError);
    expect(complete).toThrow(expect.objectContaining({ code: 'engine.no-outgoing-flow', element: 'Gate' }));
    expect(JSON.stringify(instance.state)).toBe(before);
    instance.completeTask('Before', { n: 6 });
    expect(instance.waitingFor).toEqual(['B']);
  });

  it('refuses a condition that is neither true nor false, so that a misspelt name is seen', async () => {
    const started = run({ elements, flows: flows.replace('= n > 10', '= mispelt') }, { n: 7 });
    await expect(started).rejects.toThrow(UnusableAttributeError);
    await expect(started).rejects.toMatchObject({
      element: 'Gate',
      message: expect.stringContaining('condition of Gate_A'),
    });
  });

  it('passes each token alone when it merges', async () => {
    const instance = await run({
      elements: `<exclusiveGateway id="Merge"/>${userTask('A')}`,
      flows: 'Start -> Merge\nStart -> Merge\nMerge -> A',
    });
    expect(instance.waitingFor).toEqual(['A', 'A']);
  });
});

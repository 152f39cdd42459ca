import { NoOutgoingFlowError } from '../index.js';
import { run, userTask } from '../testing/model.js';

const tasks = (...ids: string[]) => ids.map((id) => userTask(id)).join('');

describe('Sequence flows that leave an activity', () => {
  it('are all taken when they have no condition', async () => {
    const instance = await run({ elements: tasks('A', 'B', 'C'), flows: 'Start -> A -> B\nA -> C' });
    instance.completeTask('A');
    expect(instance.waitingFor).toEqual(['B', 'C']);
  });

  it('carry two tokens when two of them lead to the same node', async () => {
    const instance = await run({ elements: tasks('A', 'B'), flows: 'Start -> A -> B\nA -> B' });
    instance.completeTask('A');
    expect(instance.waitingFor).toEqual(['B', 'B']);
  });

  it.each([
    [{ x: true, y: true }, ['B', 'C']],
    [{ x: false, y: true }, ['C']],
    [{ x: false, y: false }, ['D']],
  ])('are taken as their conditions say with %j, else the default', async (variables, taken) => {
    const elements = `<userTask id="A" default="A_D"/>${tasks('B', 'C', 'D')}`;
    const instance = await run({ elements, flows: 'Start -> A -> B : = x\nA -> C : = y\nA -> D' });
    instance.completeTask('A', variables);
    expect(instance.waitingFor).toEqual(taken);
  });

  it('are missed when none is open and there is no default', async () => {
    const instance = await run({ elements: tasks('A', 'B'), flows: 'Start -> A -> B : = x' });
    expect(() => instance.completeTask('A', { x: false })).toThrow(NoOutgoingFlowError);
  });
});

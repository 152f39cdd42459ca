import { planOf } from '../plan-of.js';
import { context, gateway, graphOf, run, userTasks } from '../testing/model.js';
import { sweep } from './cancel.js';
import { Step } from './step.js';

describe('A scope that is swept', () => {
  it('holds no token at its joins, and its complex gateways wait for no reset any more', async () => {
    const condition = '<activationCondition><![CDATA[= activationCount > 0]]></activationCondition>';
    const model = {
      elements: gateway('complex', 'First', '', condition) + gateway('parallel', 'All') + userTasks('A', 'B', 'C'),
      flows: 'Start -> A -> First -> All -> End\nStart -> B -> First\nStart -> C -> All',
    };
    const instance = await run(model);
    instance.completeTask('A');
    const [before] = instance.state!.instances;
    expect(before).toMatchObject({ joins: { All: { First_All: 1 } }, resetting: ['A_First'] });
    const step = new Step(planOf(await graphOf(model)), context, instance.state);
    sweep(step, step.root!);
    expect(step.save().instances).toEqual([{ key: 1, element: 'P', variables: {} }]);
  });
});

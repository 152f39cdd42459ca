import { NoOutgoingFlowError, waitingTokens } from '../../index.js';
import { gateway, run, userTasks } from '../../testing/model.js';

const join = (condition?: string, attributes = '') =>
  gateway(
    'complex',
    'Join',
    attributes,
    condition && `<activationCondition><![CDATA[${condition}]]></activationCondition>`,
  );
const threeTo = 'Start -> A -> Join\nStart -> B -> Join\nStart -> C -> Join\n';
const tasks = userTasks('A', 'B', 'C', 'After', 'Late');

describe('Complex gateway', () => {
  it('is activated as soon as its condition holds over the tokens that have come', async () => {
    const instance = await run({
      elements: join('= activationCount >= 2') + tasks,
      flows: `${threeTo}Join -> After`,
    });
    instance.completeTask('A');
    expect(instance.waitingFor).toEqual(['B', 'C']);
    expect(waitingTokens(instance.state!)).toMatchObject([{ gateway: 'Join', flow: 'A_Join' }]);
    instance.completeTask('C');
    expect(instance.waitingFor).toEqual(['B', 'After']);
    expect(waitingTokens(instance.state!)).toEqual([]);
  });

  it('takes what comes later without a second token, also where its state was stored between', async () => {
    const instance = await run({
      elements: join('= activationCount >= 1') + tasks,
      flows: `${threeTo}Join -> After -> End`,
    });
    for (const task of ['B', 'After', 'A']) {
      instance.completeTask(task);
      instance.state = JSON.parse(JSON.stringify(instance.state));
    }
    expect(instance.waitingFor).toEqual(['C']);
    instance.completeTask('C');
    expect(instance.ended).toBe(true);
    expect(instance.history.filter(({ element }) => element === 'After')).toHaveLength(2);
  });

  it('sends the later tokens on together, along the flows whose condition is true then', async () => {
    const instance = await run({
      elements: join('= activationCount >= 1') + tasks,
      flows: `${threeTo}Join -> After : = waitingForStart\nJoin -> Late : = not(waitingForStart)`,
    });
    instance.completeTask('A');
    expect(instance.waitingFor).toEqual(['B', 'C', 'After']);
    instance.completeTask('B');
    expect(instance.waitingFor).toEqual(['C', 'After']);
    instance.completeTask('C');
    expect(instance.waitingFor).toEqual(['After', 'Late']);
  });

  it('is ready for another round after the reset', async () => {
    const instance = await run(
      {
        elements: join('= activationCount >= 1') + gateway('parallel', 'Split') + gateway('exclusive', 'Merge') + tasks,
        flows: `Start -> Merge -> Split -> A -> Join -> After -> Merge\nSplit -> B -> Join`,
      },
      {},
    );
    instance.completeTask('A');
    instance.completeTask('B');
    expect(instance.waitingFor).toEqual(['After']);
    instance.completeTask('After');
    instance.completeTask('B');
    expect(instance.waitingFor).toEqual(['A', 'After']);
  });

  it('keeps a second token on a flow that has had one until the reset, and counts it for the next round', async () => {
    const instance = await run({
      elements: join('= activationCount >= 1') + gateway('exclusive', 'Merge') + tasks,
      flows: 'Start -> A -> Merge -> Join -> After\nStart -> B -> Merge\nStart -> C -> Join',
    });
    instance.completeTask('A');
    instance.completeTask('B');
    expect(instance.waitingFor).toEqual(['C', 'After']);
    instance.completeTask('C');
    expect(instance.waitingFor).toEqual(['After', 'After']);
  });

  it('resets when nothing else can come, though some flows have brought no token', async () => {
    const instance = await run(
      {
        elements:
          join('= activationCount >= 1') +
          gateway('inclusive', 'Split', 'default="Split_C"') +
          gateway('exclusive', 'Merge') +
          tasks,
        flows: `Start -> Merge -> Split -> A : = a\nSplit -> B : = b\nSplit -> C\nA -> Join\nB -> Join\nC -> Join
                Join -> After -> Merge`,
      },
      { a: true, b: true },
    );
    instance.completeTask('A');
    instance.completeTask('B');
    instance.completeTask('After', { a: false });
    instance.completeTask('B');
    expect(instance.waitingFor).toEqual(['After']);
  });

  it('may ask for the flows one by one, under their ids', async () => {
    const instance = await run({
      elements: join('= A_Join > 0 and (B_Join > 0 or C_Join > 0)') + tasks,
      flows: `${threeTo}Join -> After`,
    });
    instance.completeTask('B');
    instance.completeTask('C');
    expect(instance.waitingFor).toEqual(['A']);
    instance.completeTask('A');
    expect(instance.waitingFor).toEqual(['After']);
  });

  it('waits for every flow where it has no condition, and has nothing to reset then', async () => {
    const instance = await run({
      elements: join() + tasks,
      flows: `${threeTo}Join -> After : = true`,
    });
    instance.completeTask('A');
    instance.completeTask('B');
    expect(instance.waitingFor).toEqual(['C']);
    instance.completeTask('C');
    expect(instance.waitingFor).toEqual(['After']);
  });

  it('splits like an inclusive gateway', async () => {
    const flows = 'Start -> Join -> A : = n > 1\nJoin -> B : = n > 2\nJoin -> C';
    const many = await run({ elements: join(undefined, 'default="Join_C"') + tasks, flows }, { n: 3 });
    expect(many.waitingFor).toEqual(['A', 'B']);
    const none = await run({ elements: join(undefined, 'default="Join_C"') + tasks, flows }, { n: 0 });
    expect(none.waitingFor).toEqual(['C']);
    const stuck = run({ elements: join() + tasks, flows: flows.replace('\nJoin -> C', '') }, { n: 0 });
    await expect(stuck).rejects.toThrow(NoOutgoingFlowError);
  });

  it('names itself where its condition cannot be evaluated', async () => {
    const instance = await run({ elements: join('= mispelt') + tasks, flows: `${threeTo}Join -> After` });
    expect(() => instance.completeTask('A')).toThrow(expect.objectContaining({ element: 'Join' }));
  });
});

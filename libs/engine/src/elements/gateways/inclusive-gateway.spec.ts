import { NoOutgoingFlowError, waitingTokens } from '../../index.js';
import { gateway, run, userTasks } from '../../testing/model.js';

const split = gateway('inclusive', 'Split', 'default="Split_C"');
const join = gateway('inclusive', 'Join');
const chosen = 'Split -> A : = a\nSplit -> B : = b\nSplit -> C';
const block = {
  elements: split + join + userTasks('A', 'B', 'C', 'After'),
  flows: `Start -> Split\n${chosen}\nA -> Join\nB -> Join\nC -> Join -> After`,
};

describe('Inclusive gateway', () => {
  it.each([
    [{ a: true, b: true }, ['A', 'B']],
    [{ a: false, b: true }, ['B']],
    [{ a: false, b: false }, ['C']],
  ])('with %j takes every flow whose condition is true, else the default: %j', async (variables, taken) => {
    const instance = await run(block, variables);
    expect(instance.waitingFor).toEqual(taken);
  });

  it('takes flows without a condition always', async () => {
    const flows = 'Start -> Split -> A : = a\nSplit -> B';
    const instance = await run({ elements: gateway('inclusive', 'Split') + userTasks('A', 'B'), flows }, { a: false });
    expect(instance.waitingFor).toEqual(['B']);
  });

  it('refuses to go on when no condition is true and there is no default', async () => {
    const flows = 'Start -> Split -> A : = a';
    const started = run({ elements: gateway('inclusive', 'Split') + userTasks('A'), flows }, { a: false });
    await expect(started).rejects.toThrow(NoOutgoingFlowError);
    await expect(started).rejects.toMatchObject({ element: 'Split' });
  });

  it('joins the tokens that were sent, and waits for no other', async () => {
    const two = await run(block, { a: true, b: true });
    two.completeTask('B');
    expect(waitingTokens(two.state!)).toEqual([{ gateway: 'Join', flow: 'B_Join', count: 1, scope: 1 }]);
    expect(two.waitingFor).toEqual(['A']);
    two.completeTask('A');
    expect(two.waitingFor).toEqual(['After']);
    const one = await run(block, { a: true, b: false });
    one.completeTask('A');
    expect(one.waitingFor).toEqual(['After']);
  });

  it('goes on when the token it waited for ends elsewhere', async () => {
    const instance = await run(
      {
        elements: block.elements + gateway('exclusive', 'Gate', 'default="Gate_Join"'),
        flows: `Start -> Split\n${chosen}\nA -> Join\nB -> Gate -> End : = over\nGate -> Join\nC -> Join -> After`,
      },
      { a: true, b: true },
    );
    instance.completeTask('A');
    expect(instance.waitingFor).toEqual(['B']);
    instance.completeTask('B', { over: true });
    expect(instance.waitingFor).toEqual(['After']);
  });

  it('takes one token of each flow at a time: a second on one flow waits for the next round', async () => {
    const instance = await run({
      elements: join + gateway('exclusive', 'Left') + userTasks('L1', 'L2', 'R', 'After'),
      flows: 'Start -> L1 -> Left -> Join -> After\nStart -> L2 -> Left\nStart -> R -> Join',
    });
    instance.completeTask('L1');
    instance.completeTask('L2');
    expect(waitingTokens(instance.state!)).toMatchObject([{ flow: 'Left_Join', count: 2 }]);
    instance.completeTask('R');
    expect(instance.waitingFor).toEqual(['After', 'After']);
  });

  it('joins within one run of a scope, through JSON, and ends with it', async () => {
    const instance = await run(block, { a: true, b: true });
    instance.completeTask('A');
    instance.state = JSON.parse(JSON.stringify(instance.state));
    instance.completeTask('B');
    instance.completeTask('After');
    expect(instance.ended).toBe(true);
  });
});

import { run, userTask } from '../../testing/model.js';

describe('None end event', () => {
  it('ends its token and lets the others go on', async () => {
    const instance = await run({
      elements: `${userTask('A')}${userTask('B')}<endEvent id="EndA"/><endEvent id="EndB"/>`,
      flows: 'Start -> A -> EndA\nStart -> B -> EndB',
    });
    instance.completeTask('A');
    expect(instance.waitingFor).toEqual(['B']);
    instance.completeTask('B');
    expect(instance.outcome).toMatchObject({ outcome: 'completed' });
  });

  it('is not needed: a token ends at any node without an outgoing flow', async () => {
    const instance = await run({ elements: userTask('A'), flows: 'Start -> A' });
    instance.completeTask('A');
    expect(instance.ended).toBe(true);
  });
});

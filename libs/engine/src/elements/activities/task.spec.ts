import { run } from '../../testing/model.js';

describe('Task of no type', () => {
  it('is passed as it is reached', async () => {
    const instance = await run({ elements: '<task id="Task"/>', flows: 'Start -> Task -> End' });
    expect(instance.history.filter(({ element }) => element === 'Task').map(({ event }) => event)).toEqual([
      'start',
      'end',
    ]);
    expect(instance.ended).toBe(true);
  });
});

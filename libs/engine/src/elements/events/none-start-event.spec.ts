import { NoStartEventError } from '../../index.js';
import { run, userTask } from '../../testing/model.js';

describe('None start event', () => {
  it('puts a token on each start event of the process', async () => {
    const instance = await run({
      elements: `<startEvent id="One"/><startEvent id="Two"/>${userTask('A')}${userTask('B')}`,
      flows: 'One -> A\nTwo -> B',
    });
    expect(instance.waitingFor).toEqual(['A', 'B']);
  });

  it('is missed where nothing could begin', async () => {
    await expect(run({ elements: userTask('A'), flows: 'A -> A' })).rejects.toThrow(NoStartEventError);
  });
});

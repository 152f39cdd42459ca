import { run, userTask } from '../../testing/model.js';

describe('None intermediate event', () => {
  it('is passed and recorded', async () => {
    const instance = await run({
      elements: `<intermediateThrowEvent id="Milestone" name="Đã ký"/>${userTask('A')}`,
      flows: 'Start -> Milestone -> A',
    });
    expect(instance.history).toContainEqual(expect.objectContaining({ element: 'Milestone', event: 'end' }));
    expect(instance.waitingFor).toEqual(['A']);
  });
});

import { compensable, compensate, endEvent, run, serviceTask, userTask } from '../../testing/model.js';

describe('Compensation end event', () => {
  it('undoes what has completed before its token ends; the scope waits for that', async () => {
    const handler = serviceTask('Undo', 'isForCompensation="true"');
    const instance = await run({
      elements: `${compensable(userTask('A'), 'A', handler, 'Undo')}${endEvent('Back', compensate())}`,
      flows: 'Start -> A -> Back',
    });
    instance.completeTask('A');
    expect(instance.waitingFor).toEqual(['Undo']);
    expect(instance.ended).toBe(false);
    instance.completeJob('Undo');
    expect(instance.outcome).toMatchObject({ outcome: 'completed' });
  });
});

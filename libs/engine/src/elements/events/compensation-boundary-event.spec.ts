import { boundaryEvent, compensable, run, serviceTask, timer, userTask } from '../../testing/model.js';

const handler = serviceTask('Undo', 'isForCompensation="true"');

describe('Compensation boundary event', () => {
  it('is never armed and never entered by a token', async () => {
    const instance = await run({
      elements: compensable(userTask('A'), 'A', handler, 'Undo'),
      flows: 'Start -> A -> End',
    });
    expect(instance.waitingFor).toEqual(['A']);
    expect(instance.state?.instances.map(({ element }) => element)).toEqual(['P', 'A']);
    instance.completeTask('A');
    expect(instance.ended).toBe(true);
    expect(instance.history.map(({ element }) => element)).not.toContain('Undo_A');
  });

  it('leaves other boundary events of its activity alone', async () => {
    const instance = await run({
      elements: compensable(userTask('A'), 'A', handler, 'Undo') + boundaryEvent('Late', 'A', timer('timeDuration', 'PT1H')),
      flows: 'Start -> A -> End\nLate -> End',
    });
    instance.fireTimer('Late');
    expect(instance.ended).toBe(true);
  });
});

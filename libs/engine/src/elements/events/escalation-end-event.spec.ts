import {
  boundaryEvent,
  endEvent,
  escalation,
  escalationTrigger,
  run,
  subProcess,
  userTask,
} from '../../testing/model.js';

const definitions = escalation('late');
const inside = `<startEvent id="S"/>${endEvent('Thrown', escalationTrigger('late'))}`;

describe('Escalation end event', () => {
  it('ends the path where nothing catches it', async () => {
    const instance = await run({
      elements: endEvent('Thrown', escalationTrigger('late')),
      flows: 'Start -> Thrown',
      definitions,
    });
    expect(instance.sent).toEqual([{ type: 'escalate', element: 'Thrown', escalationCode: 'late' }]);
    expect(instance.outcome).toMatchObject({ outcome: 'completed' });
  });

  it.each([
    [true, ['Handle']],
    [false, ['Handle', 'After']],
  ])('triggers the boundary event of its sub-process (interrupting: %s)', async (interrupting, waitingFor) => {
    const instance = await run({
      elements:
        subProcess('Sub', inside, 'S -> Thrown') +
        boundaryEvent('Caught', 'Sub', escalationTrigger('late'), interrupting) +
        userTask('Handle') +
        userTask('After'),
      flows: 'Start -> Sub -> After\nCaught -> Handle',
      definitions,
    });
    expect(instance.waitingFor).toEqual(waitingFor);
  });
});

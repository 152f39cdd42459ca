import { endEvent, message, messageTrigger, run } from '../../testing/model.js';

const definitions = message('reply');

describe('Message end event', () => {
  it('publishes the message, and its token ends', async () => {
    const instance = await run({
      elements: endEvent('Sent', messageTrigger('reply')),
      flows: 'Start -> Sent',
      definitions,
    });
    expect(instance.sent).toEqual([{ type: 'publishMessage', element: 'Sent', message: 'reply', variables: {} }]);
    expect(instance.ended).toBe(true);
  });

  it('ends when its handler has done its work, whose output becomes variables', async () => {
    const trigger = '<messageEventDefinition camunda:type="external" camunda:topic="mail"/>';
    const instance = await run({ elements: endEvent('Sent', trigger), flows: 'Start -> Sent' });
    expect(instance.waitingFor).toEqual(['Sent']);
    instance.completeJob('Sent', { mailId: 7 });
    expect(instance.outcome?.variables).toEqual({ mailId: 7 });
  });
});

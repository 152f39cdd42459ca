import { UnusableAttributeError } from '../../index.js';
import { catchEvent, message, messageTrigger, run } from '../../testing/model.js';

const model = {
  elements: catchEvent('Catch', messageTrigger('scanned')),
  flows: 'Start -> Catch -> End',
  definitions: message('scanned', '= documentId'),
};

describe('Intermediate message catch event', () => {
  it.each([
    ['d-1', 'd-1'],
    [47, '47'],
  ])('subscribes by name with correlation key %j', async (documentId, correlationKey) => {
    const instance = await run(model, { documentId });
    expect([...instance.open.values()]).toEqual([
      { type: 'subscribe', key: 3, element: 'Catch', message: 'scanned', correlationKey },
    ]);
  });

  it('subscribes without a key where the message has none', async () => {
    const instance = await run({ ...model, definitions: message('scanned') });
    expect([...instance.open.values()]).toEqual([{ type: 'subscribe', key: 3, element: 'Catch', message: 'scanned' }]);
  });

  it('refuses a correlation key that is null, since nothing could ever match it', async () => {
    await expect(run(model)).rejects.toThrow(UnusableAttributeError);
    await expect(run(model)).rejects.toMatchObject({ element: 'Catch' });
  });

  it('takes one message, whose content becomes variables', async () => {
    const instance = await run(model, { documentId: 'd-1' });
    expect(instance.deliverMessage('Catch', { pages: 4 })[0]).toEqual({ type: 'unsubscribe', key: 3 });
    expect(instance.outcome?.variables).toEqual({ documentId: 'd-1', pages: 4 });
  });
});

import { mappings, message, run, userTask } from '../../testing/model.js';

const flows = 'Start -> Send -> End';
const definitions = message('Reply', '= documentId');
const sendTask = (attributes: string, content = '') => `<sendTask id="Send" ${attributes}>${content}</sendTask>`;
/** Behind a task, so that a test sees the effects of reaching it. */
const afterTask = (elements: string) => ({
  elements: userTask('Before') + elements,
  flows: 'Start -> Before -> Send -> End',
  definitions,
});
const published = (effects: readonly { readonly type: string }[]) =>
  effects.filter(({ type }) => type === 'publishMessage');

describe('Send task', () => {
  it('gives a handler a job where it names one', async () => {
    const elements = sendTask('messageRef="Message_Reply" camunda:type="external" camunda:topic="mail"');
    const instance = await run({ elements, flows, definitions }, { documentId: 'd-1' });
    expect([...instance.open.values()]).toMatchObject([{ type: 'scheduleJob', element: 'Send', topic: 'mail' }]);
    instance.completeJob('Send', { sent: true });
    expect(instance.outcome?.variables).toEqual({ documentId: 'd-1', sent: true });
  });

  it('sends its message to whoever waits for it, with its inputs and no other variable, and goes on', async () => {
    const elements = sendTask('messageRef="Message_Reply"', mappings({ text: '= "re: " + subject' }));
    const instance = await run(afterTask(elements), { documentId: 'd-1', subject: 'x' });
    expect(published(instance.completeTask('Before'))).toEqual([
      {
        type: 'publishMessage',
        element: 'Send',
        message: 'Reply',
        correlationKey: 'd-1',
        variables: { text: 're: x' },
      },
    ]);
    expect(instance.ended).toBe(true);
  });

  it('sends one message for each run of a loop', async () => {
    const loop = `<multiInstanceLoopCharacteristics camunda:collection="= units" camunda:elementVariable="unit"/>`;
    const elements = sendTask('messageRef="Message_Reply"', mappings({ to: '= unit' }) + loop);
    const instance = await run(afterTask(elements), { documentId: 'd-1', units: ['A', 'B'] });
    expect(published(instance.completeTask('Before'))).toMatchObject([
      { variables: { to: 'A' } },
      { variables: { to: 'B' } },
    ]);
  });

  it('that names neither a handler nor a message has a job under its own id', async () => {
    const instance = await run({ elements: sendTask(''), flows });
    expect([...instance.open.values()]).toMatchObject([{ topic: 'Send' }]);
  });
});

import { UnusableAttributeError } from '../../index.js';
import { boundaryEvent, error, errorTrigger, message, run, subProcess, throwEvent, userTask } from '../../testing/model.js';

const definitions = message('reply', '${documentId}') + message('notice') + error('E');
const sending = (messageName: string, attributes = '', content = '') => ({
  elements: throwEvent(
    'Send',
    `<messageEventDefinition messageRef="Message_${messageName}" ${attributes}>${content}</messageEventDefinition>`,
  ),
  flows: 'Start -> Send -> End',
  definitions,
});

describe('Intermediate message throw event without a handler', () => {
  it('publishes the message under its name and correlation key, and goes on', async () => {
    const instance = await run(sending('reply'), { documentId: 'D-1' });
    expect(instance.sent).toEqual([
      { type: 'publishMessage', element: 'Send', message: 'reply', correlationKey: 'D-1', variables: {} },
    ]);
    expect(instance.ended).toBe(true);
  });

  it('sends along what the event says, by the name of the variable or by an expression', async () => {
    const payload = `<extensionElements><camunda:in source="documentId" target="id"/>
      <camunda:in sourceExpression="= pages * 2" target="sides"/></extensionElements>`;
    const instance = await run(sending('notice', '', payload), { documentId: 'D-1', pages: 3 });
    expect(instance.sent).toMatchObject([{ message: 'notice', variables: { id: 'D-1', sides: 6 } }]);
  });

  it('is refused where the correlation key yields nothing', async () => {
    await expect(run(sending('reply'), { documentId: null })).rejects.toThrow(UnusableAttributeError);
  });
});

describe('Intermediate message throw event with a handler', () => {
  const byHandler = sending('notice', 'camunda:type="external" camunda:topic="mail"');

  it('is a job, and its token goes on with what the handler brings back', async () => {
    const instance = await run(byHandler);
    expect(instance.open.get(3)).toMatchObject({ type: 'scheduleJob', element: 'Send', topic: 'mail' });
    instance.completeJob('Send', { mailId: 7 });
    expect(instance.sent).toEqual([]);
    expect(instance.outcome?.variables).toEqual({ mailId: 7 });
  });

  it('withdraws the job when its scope is cancelled', async () => {
    const instance = await run(byHandler);
    expect(instance.send({ type: 'cancel' })).toContainEqual({ type: 'cancelJob', key: 3 });
  });

  it('hands the BPMN error of the handler to the event that catches it', async () => {
    const inside = `<startEvent id="S"/>${byHandler.elements}`;
    const instance = await run({
      elements:
        subProcess('Sub', inside, 'S -> Send') + boundaryEvent('Failed', 'Sub', errorTrigger('E')) + userTask('Handle'),
      flows: 'Start -> Sub -> End\nFailed -> Handle',
      definitions,
    });
    instance.failJob('Send', 'E');
    expect(instance.waitingFor).toEqual(['Handle']);
  });

  it('evaluates an expression in place of a job', async () => {
    const instance = await run(sending('notice', 'camunda:expression="= 1 + 1"'));
    expect(instance.ended).toBe(true);
    await expect(run(sending('notice', 'camunda:expression="${missing}"'))).rejects.toThrow(UnusableAttributeError);
  });
});

import { InMemoryProcess, NotOpenError } from '../../index.js';
import { boundaryEvent, context, graphOf, message, run, timer, userTask } from '../../testing/model.js';

const flows = 'Start -> Receive -> End';
const definitions = message('Reply', '= documentId');
const receiveTask = (content = '', attributes = 'messageRef="Message_Reply"') =>
  `<receiveTask id="Receive" ${attributes}>${content}</receiveTask>`;

describe('Receive task', () => {
  it('waits for its message, whose content becomes variables', async () => {
    const instance = await run({ elements: receiveTask(), flows, definitions }, { documentId: 'd-1' });
    expect([...instance.open.values()]).toEqual([
      { type: 'subscribe', key: 3, element: 'Receive', message: 'Reply', correlationKey: 'd-1' },
    ]);
    instance.deliverMessage('Receive', { reply: 'yes' });
    expect(instance.outcome?.variables).toEqual({ documentId: 'd-1', reply: 'yes' });
    expect(instance.open.size).toBe(0);
    expect(() => instance.send({ type: 'deliverMessage', key: 3 })).toThrow(NotOpenError);
  });

  it('waits under its own id where it names no message', async () => {
    const instance = await run({ elements: receiveTask('', ''), flows });
    expect([...instance.open.values()]).toMatchObject([{ type: 'subscribe', message: 'Receive' }]);
  });

  it('is withdrawn by its boundary event', async () => {
    const elements = receiveTask() + boundaryEvent('Late', 'Receive', timer('timeDuration', 'P1D'));
    const instance = await run({ elements, flows: `${flows}\nLate -> End`, definitions }, { documentId: 'd-1' });
    expect(instance.fireTimer('Late')).toContainEqual({ type: 'unsubscribe', key: 3 });
    expect(instance.ended).toBe(true);
  });

  it('waits in each run of a loop for a message of its own', async () => {
    const loop = '<multiInstanceLoopCharacteristics camunda:collection="units" camunda:elementVariable="unit"/>';
    const model = { elements: receiveTask(loop), flows, definitions: message('Reply', '= unit') };
    const instance = await run(model, { units: ['A', 'B'] });
    expect([...instance.open.values()]).toMatchObject([{ correlationKey: 'A' }, { correlationKey: 'B' }]);
    instance.deliverMessage('Receive');
    instance.deliverMessage('Receive');
    expect(instance.ended).toBe(true);
  });

  it('that instantiates has had its message when an instance begins there', async () => {
    const elements = receiveTask('', 'messageRef="Message_Reply" instantiate="true"') + userTask('After');
    const instance = new InMemoryProcess(await graphOf({ elements, flows: 'Receive -> After', definitions }), context);
    instance.start({ reply: 'yes' }, 'Receive');
    expect(instance.waitingFor).toEqual(['After']);
  });
});

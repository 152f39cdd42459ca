import { AlreadyStartedError, InMemoryProcess, NoStartEventError, NotAnEntryError, UnknownElementError } from '../index.js';
import { context, graphOf, mappings, message, messageTrigger, type Model, userTask } from '../testing/model.js';

const definitions = message('recall');
const fresh = async (model: Model) => new InMemoryProcess(await graphOf({ definitions, ...model }), context);

describe('The start of an instance', () => {
  const entries = {
    elements: `<startEvent id="Came" camunda:initiator="sender">${messageTrigger('recall')}</startEvent>
      <startEvent id="Start" camunda:initiator="clerk"/>${userTask('A')}${userTask('B')}`,
    flows: 'Start -> A\nCame -> B',
  };

  it('is at the start events without a trigger, unless another is named', async () => {
    const byHand = await fresh(entries);
    byHand.start();
    expect(byHand.waitingFor).toEqual(['A']);
    const byMessage = await fresh(entries);
    byMessage.start({}, 'Came');
    expect(byMessage.waitingFor).toEqual(['B']);
  });

  it('puts who starts it into the variable that the start event names', async () => {
    const instance = await fresh(entries);
    instance.send({ type: 'start', variables: { clerk: 'nobody' }, initiator: 'mai' });
    expect(instance.variables).toEqual({ clerk: 'mai' });
    const byMessage = await fresh(entries);
    byMessage.send({ type: 'start', variables: {}, at: 'Came', initiator: 'mai' });
    expect(byMessage.variables).toEqual({ sender: 'mai' });
    const byNobody = await fresh(entries);
    byNobody.start();
    expect(byNobody.variables).toEqual({ clerk: null });
    const saidBefore = await fresh(entries);
    saidBefore.start({ clerk: 'an' });
    expect(saidBefore.variables).toEqual({ clerk: 'an' });
  });

  it('cannot be at what begins no instances, nor happen twice', async () => {
    const instance = await fresh(entries);
    expect(() => instance.start({}, 'A')).toThrow(NotAnEntryError);
    expect(() => instance.start({}, 'Nowhere')).toThrow(UnknownElementError);
    instance.start();
    expect(() => instance.start()).toThrow(AlreadyStartedError);
  });

  it('may be at an instantiating receive task, which has had its message and maps its outputs', async () => {
    const outputs = mappings({}, { reason: '= text' });
    const model = {
      elements: `<receiveTask id="Receive" instantiate="true" messageRef="Message_recall">${outputs}</receiveTask>${userTask('A')}`,
      flows: 'Receive -> A -> End',
    };
    const instance = await fresh(model);
    instance.start({ text: 'wrong address' }, 'Receive');
    expect(instance.waitingFor).toEqual(['A']);
    expect(instance.variables).toEqual({ text: 'wrong address', reason: 'wrong address' });
    expect(instance.history.map(({ element, event }) => `${element} ${event}`)).toEqual([
      'P start',
      'Receive start',
      'Receive end',
      'A start',
    ]);
    const byHand = await fresh(model);
    expect(() => byHand.start()).toThrow(NoStartEventError);
  });
});

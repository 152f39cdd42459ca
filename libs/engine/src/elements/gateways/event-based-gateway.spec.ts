import { InMemoryProcess, NoStartEventError, NotOpenError } from '../../index.js';
import {
  catchEvent,
  conditionalTrigger,
  context,
  graphOf,
  message,
  messageTrigger,
  run,
  signal,
  signalTrigger,
  subProcess,
  timer,
  userTask,
} from '../../testing/model.js';

const definitions = message('reply') + signal('stop');
const gateway = '<eventBasedGateway id="Either"/>';
const reply = catchEvent('Reply', messageTrigger('reply'));
const late = catchEvent('Late', timer('timeDuration', 'P1D'));
const receive = '<receiveTask id="Receive" messageRef="Message_reply"/>';
const model = {
  elements: `${gateway}${reply}${late}
    ${catchEvent('Stopped', signalTrigger('stop'))}${userTask('A')}${userTask('B')}${userTask('C')}`,
  flows: 'Start -> Either -> Reply -> A\nEither -> Late -> B\nEither -> Stopped -> C',
  definitions,
};

describe('Event-based gateway', () => {
  it('arms every event behind it', async () => {
    const instance = await run(model);
    expect(instance.waitingFor).toEqual(['Reply', 'Late', 'Stopped']);
  });

  it('goes on waiting for the others when an operator disarms its timer, but not for nothing', async () => {
    const instance = await run(model);
    instance.send({ type: 'disarmTimer', key: instance.keyOf('armTimer', 'Late') });
    expect(instance.waitingFor).toEqual(['Reply', 'Stopped']);
    instance.deliverMessage('Reply');
    expect(instance.waitingFor).toEqual(['A']);

    const alone = await run({ elements: `${gateway}${late}`, flows: 'Start -> Either -> Late' });
    const disarm = () => alone.send({ type: 'disarmTimer', key: alone.keyOf('armTimer', 'Late') });
    expect(disarm).toThrow('waits for nothing else');
  });

  it.each([
    ['message', 'A', (instance: InMemoryProcess) => instance.deliverMessage('Reply')],
    ['timer', 'B', (instance: InMemoryProcess) => instance.fireTimer('Late')],
    ['signal', 'C', (instance: InMemoryProcess) => instance.deliverSignal('stop')],
  ])('goes on behind the first event, a %s, and withdraws the others in the same step', async (_, next, happen) => {
    const instance = await run(model);
    instance.state = JSON.parse(JSON.stringify(instance.state));
    happen(instance);
    expect(instance.waitingFor).toEqual([next]);
    instance.completeTask(next);
    expect(instance.ended).toBe(true);
  });

  it('records the winner, the others as cancelled, and its own end', async () => {
    const instance = await run(model);
    const before = instance.history.length;
    instance.deliverMessage('Reply');
    expect(instance.history.slice(before).map(({ element, event }) => `${element} ${event}`)).toEqual([
      'Stopped cancel',
      'Late cancel',
      'Either end',
      'Reply end',
      'A start',
    ]);
  });

  it('refuses a second event, which is open no more', async () => {
    const instance = await run(model);
    const late = instance.keyOf('armTimer', 'Late');
    instance.deliverMessage('Reply');
    expect(() => instance.send({ type: 'fireTimer', key: late })).toThrow(NotOpenError);
  });

  it('gives one signal to one of two events that wait for it', async () => {
    const both = catchEvent('S1', signalTrigger('stop')) + catchEvent('S2', signalTrigger('stop'));
    const elements = gateway + both + userTask('A') + userTask('B');
    const instance = await run({ elements, flows: 'Start -> Either -> S1 -> A\nEither -> S2 -> B', definitions });
    instance.deliverSignal('stop');
    expect(instance.waitingFor).toEqual(['A']);
  });

  it('goes on at once where a condition holds already, and arms nothing behind that', async () => {
    const elements = `${gateway}${reply}${catchEvent('True', conditionalTrigger('= done'))}
      ${late}${userTask('A')}${userTask('B')}`;
    const flows = 'Start -> Either -> Reply -> A\nEither -> True -> B\nEither -> Late -> A';
    const instance = await run({ elements, flows, definitions }, { done: true });
    expect(instance.waitingFor).toEqual(['B']);
    expect(instance.history.map(({ element }) => element)).not.toContain('Late');
    const later = await run({ elements, flows, definitions }, { done: false });
    later.setVariables({ done: true });
    expect(later.waitingFor).toEqual(['B']);
  });

  it('takes part in its loop again and again, with several tokens at once', async () => {
    const elements = `<parallelGateway id="Split"/><exclusiveGateway id="Merge"/>${gateway}${reply}${late}`;
    const instance = await run({
      elements,
      flows: 'Start -> Split -> Merge -> Either -> Reply -> End\nSplit -> Merge\nEither -> Late -> Merge',
      definitions,
    });
    expect(instance.waitingFor).toEqual(['Reply', 'Late', 'Reply', 'Late']);
    instance.fireTimer('Late');
    expect(instance.waitingFor).toEqual(['Reply', 'Late', 'Reply', 'Late']);
    instance.deliverMessage('Reply');
    instance.deliverMessage('Reply');
    expect(instance.ended).toBe(true);
    expect(instance.open.size).toBe(0);
  });

  it('is cancelled with the events behind it', async () => {
    const inside = `<startEvent id="S"/>${gateway}${reply}${late}`;
    const elements = subProcess('Sub', inside, 'S -> Either -> Reply\nEither -> Late');
    const instance = await run({ elements, flows: 'Start -> Sub', definitions });
    instance.send({ type: 'cancel' });
    expect(instance.open.size).toBe(0);
    const cancelled = instance.history.filter(({ event }) => event === 'cancel').map(({ element }) => element);
    expect(cancelled).toEqual(['Late', 'Reply', 'Either', 'Sub', 'P']);
  });

  it('is over for good while a job behind the winner is open', async () => {
    const elements = `${gateway}${late}
      <intermediateCatchEvent id="Reply" camunda:asyncAfter="true">${messageTrigger('reply')}</intermediateCatchEvent>`;
    const instance = await run({ elements, flows: 'Start -> Either -> Reply -> End\nEither -> Late', definitions });
    instance.deliverMessage('Reply');
    expect(instance.waitingFor).toEqual(['Reply']);
    instance.state = JSON.parse(JSON.stringify(instance.state));
    instance.completeJob('Reply');
    expect(instance.ended).toBe(true);
  });

  it('races receive tasks as it does events', async () => {
    const elements = `${gateway}${receive}${late}${userTask('A')}`;
    const flows = 'Start -> Either -> Receive -> A\nEither -> Late -> End';
    const instance = await run({ elements, flows, definitions });
    instance.deliverMessage('Receive', { text: 'yes' });
    expect(instance.waitingFor).toEqual(['A']);
    expect(instance.variables).toEqual({ text: 'yes' });
  });
});

describe('Instantiating event-based gateway', () => {
  const instantiating = {
    elements: `<eventBasedGateway id="Either" instantiate="true"/>${reply}${receive}${userTask('A')}${userTask('B')}`,
    flows: 'Either -> Reply -> A\nEither -> Receive -> B',
    definitions,
  };

  it.each([
    ['Reply', 'A'],
    ['Receive', 'B'],
  ])('begins an instance behind %s, whose message has come', async (at, next) => {
    const instance = new InMemoryProcess(await graphOf(instantiating), context);
    instance.start({ text: 'yes' }, at);
    expect(instance.waitingFor).toEqual([next]);
    expect(instance.variables).toEqual({ text: 'yes' });
    instance.completeTask(next);
    expect(instance.ended).toBe(true);
  });

  it('is no way to begin an instance by hand', async () => {
    const instance = new InMemoryProcess(await graphOf(instantiating), context);
    expect(() => instance.start()).toThrow(NoStartEventError);
  });
});

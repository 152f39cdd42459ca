import { InMemoryProcess, NoStartEventError } from '../../index.js';
import {
  catchEvent,
  context,
  eventSubProcess,
  graphOf,
  message,
  messageTrigger,
  run,
  subProcess,
  timer,
  userTask,
} from '../../testing/model.js';

const definitions = message('recall');

describe('Message start event of a process', () => {
  it('begins an instance with the content of the message', async () => {
    const graph = await graphOf({
      elements: `<startEvent id="Came">${messageTrigger('recall')}</startEvent>${userTask('Task')}`,
      flows: 'Came -> Task -> End',
      definitions,
    });
    const instance = new InMemoryProcess(graph, context);
    expect(() => instance.start()).toThrow(NoStartEventError);
    instance.start({ reason: 'wrong address' }, 'Came');
    expect(instance.waitingFor).toEqual(['Task']);
    expect(instance.variables).toEqual({ reason: 'wrong address' });
  });
});

describe('Message start event of an event sub-process', () => {
  const handler = (interrupting: boolean, id = 'Esp', task = 'Handle') =>
    eventSubProcess(id, messageTrigger('recall'), userTask(task), `On_${id} -> ${task}`, interrupting);

  it('unsubscribes, sweeps away the rest of the process, tokens at joins too, and takes its place', async () => {
    const instance = await run({
      elements: `<parallelGateway id="Split"/><parallelGateway id="Join"/>${userTask('Task')}${handler(true)}`,
      flows: 'Start -> Split -> Join -> End\nSplit -> Task -> Join',
      definitions,
    });
    const effects = instance.deliverMessage('On_Esp', { reason: 'wrong address' });
    expect(effects[0]).toEqual({ type: 'unsubscribe', key: 2 });
    expect(instance.waitingFor).toEqual(['Handle']);
    instance.completeTask('Handle');
    expect(instance.outcome?.variables).toEqual({ reason: 'wrong address' });
  });

  it('sweeps away a called process and an event-based gateway with the events behind it', async () => {
    const instance = await run({
      elements: `${handler(true)}<parallelGateway id="Split"/><callActivity id="Call" calledElement="other"/>
        <eventBasedGateway id="Either"/>${catchEvent('Wait', timer('timeDuration', 'P1D'))}`,
      flows: 'Start -> Split -> Call\nSplit -> Either -> Wait',
      definitions,
    });
    expect(instance.deliverMessage('On_Esp')).toContainEqual({ type: 'cancelChild', key: 5 });
    expect(instance.waitingFor).toEqual(['Handle']);
  });

  it('leaves the other scopes alone, and its own sub-process goes on behind when it is done', async () => {
    const inside = `<startEvent id="S"/>${userTask('Inner')}${handler(true)}`;
    const instance = await run({
      elements: `<parallelGateway id="Split"/>${subProcess('Sub', inside, 'S -> Inner')}
        ${userTask('Outer')}${userTask('After')}`,
      flows: 'Start -> Split -> Sub -> After\nSplit -> Outer',
      definitions,
    });
    instance.deliverMessage('On_Esp');
    expect(instance.waitingFor).toEqual(['Outer', 'Handle']);
    instance.completeTask('Handle');
    expect(instance.waitingFor).toEqual(['Outer', 'After']);
  });

  it('is disarmed when its scope completes or is cancelled', async () => {
    const inside = `<startEvent id="S"/>${userTask('Inner')}${handler(false)}`;
    const model = { elements: subProcess('Sub', inside, 'S -> Inner'), flows: 'Start -> Sub', definitions };
    const completed = await run(model);
    completed.completeTask('Inner');
    expect(completed.ended).toBe(true);
    expect(completed.open.size).toBe(0);
    const cancelled = await run(model);
    cancelled.deliverMessage('On_Esp');
    cancelled.send({ type: 'cancel' });
    expect(cancelled.open.size).toBe(0);
    expect(cancelled.history.filter(({ element }) => element === 'On_Esp')).toHaveLength(2);
  });

  it('runs several times at once where it does not interrupt, and its scope waits for every run', async () => {
    const instance = await run({
      elements: `${userTask('Task')}${handler(false)}`,
      flows: 'Start -> Task -> End',
      definitions,
    });
    instance.deliverMessage('On_Esp');
    instance.deliverMessage('On_Esp');
    expect(instance.waitingFor).toEqual(['On_Esp', 'Task', 'Handle', 'Handle']);
    instance.completeTask('Task');
    instance.completeTask('Handle');
    expect(instance.ended).toBe(false);
    instance.completeTask('Handle');
    expect(instance.ended).toBe(true);
    expect(instance.open.size).toBe(0);
  });

  it('waits in each run of a multi-instance sub-process, and interrupts its own run only', async () => {
    const inside = `<multiInstanceLoopCharacteristics camunda:collection="units" camunda:elementVariable="unit"/>
      <startEvent id="S"/>${userTask('Inner')}${handler(true)}`;
    const model = { elements: subProcess('Sub', inside, 'S -> Inner'), flows: 'Start -> Sub', definitions };
    const instance = await run(model, { units: ['A', 'B'] });
    expect(instance.waitingFor).toEqual(['On_Esp', 'Inner', 'On_Esp', 'Inner']);
    instance.deliverMessage('On_Esp');
    expect(instance.waitingFor).toEqual(['On_Esp', 'Inner', 'Handle']);
    instance.completeTask('Handle');
    instance.completeTask('Inner');
    expect(instance.ended).toBe(true);
  });
});

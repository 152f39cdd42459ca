import { InMemoryProcess, NoStartEventError } from '../../index.js';
import { context, eventSubProcess, graphOf, run, signal, signalTrigger, userTask } from '../../testing/model.js';

const definitions = signal('alarm');

describe('Signal start event of a process', () => {
  const model = {
    elements: `<startEvent id="Alarmed">${signalTrigger('alarm')}</startEvent>${userTask('Task')}`,
    flows: 'Alarmed -> Task -> End',
    definitions,
  };

  it('begins an instance when it is named, and is no way to begin one by hand', async () => {
    const instance = new InMemoryProcess(await graphOf(model), context);
    expect(() => instance.start()).toThrow(NoStartEventError);
    instance.start({ floor: 3 }, 'Alarmed');
    expect(instance.waitingFor).toEqual(['Task']);
    expect(instance.variables).toEqual({ floor: 3 });
  });
});

describe('Signal start event of an event sub-process', () => {
  const model = (interrupting: boolean) => ({
    elements:
      userTask('Task') +
      eventSubProcess('Esp', signalTrigger('alarm'), userTask('Handle'), 'On_Esp -> Handle', interrupting),
    flows: 'Start -> Task -> End',
    definitions,
  });

  it('stops the rest of its scope once, where it interrupts', async () => {
    const instance = await run(model(true));
    instance.deliverSignal('alarm', { floor: 3 });
    expect(instance.waitingFor).toEqual(['Handle']);
    expect(instance.deliverSignal('alarm')).toEqual([]);
    instance.completeTask('Handle');
    expect(instance.outcome?.variables).toEqual({ floor: 3 });
  });

  it('runs beside its scope as often as the signal comes, where it does not', async () => {
    const instance = await run(model(false));
    instance.deliverSignal('alarm');
    instance.deliverSignal('alarm');
    expect(instance.waitingFor).toEqual(['On_Esp', 'Task', 'Handle', 'Handle']);
  });
});

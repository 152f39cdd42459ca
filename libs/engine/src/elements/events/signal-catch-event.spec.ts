import { NotOpenError, UnusableAttributeError } from '../../index.js';
import { catchEvent, run, signal, signalTrigger, userTask } from '../../testing/model.js';

const definitions = signal('alarm') + signal('named', 'alarm-${unit}') + signal('unit', '= unit');
const waiting = (name = 'alarm', attributes = '') => ({
  elements: `<intermediateCatchEvent id="Wait" ${attributes}>${signalTrigger(name)}</intermediateCatchEvent>`,
  flows: 'Start -> Wait -> End',
  definitions,
});

describe('Intermediate signal catch event', () => {
  it('waits for the signal, unsubscribes and takes what comes with it as variables', async () => {
    const instance = await run(waiting());
    expect(instance.open.get(3)).toEqual({ type: 'subscribeSignal', key: 3, element: 'Wait', signal: 'alarm' });
    const effects = instance.deliverSignal('alarm', { floor: 3 });
    expect(effects[0]).toEqual({ type: 'unsubscribe', key: 3 });
    expect(instance.outcome?.variables).toEqual({ floor: 3 });
  });

  it('is not reached by a signal of another name', async () => {
    const instance = await run(waiting());
    expect(instance.deliverSignal('drill')).toEqual([]);
    expect(instance.waitingFor).toEqual(['Wait']);
  });

  it('waits for the name that the expression had when it was reached', async () => {
    const instance = await run(waiting('named'), { unit: 'QLCN' });
    instance.setVariables({ unit: 'VP' });
    instance.deliverSignal('alarm-VP');
    expect(instance.ended).toBe(false);
    instance.deliverSignal('alarm-QLCN');
    expect(instance.ended).toBe(true);
  });

  it('is refused where its name yields nothing', async () => {
    await expect(run(waiting('unit'), { unit: null })).rejects.toThrow(UnusableAttributeError);
  });

  it('reaches every event that waits in the instance, also after the state was stored', async () => {
    const both = catchEvent('A', signalTrigger('alarm')) + catchEvent('B', signalTrigger('alarm'));
    const elements = `<parallelGateway id="Split"/>${both}`;
    const instance = await run({ elements, flows: 'Start -> Split -> A -> End\nSplit -> B -> End', definitions });
    instance.state = JSON.parse(JSON.stringify(instance.state));
    instance.deliverSignal('alarm');
    expect(instance.ended).toBe(true);
  });

  it('does not give the same signal to an event of that name further on', async () => {
    const elements = catchEvent('A', signalTrigger('alarm')) + catchEvent('B', signalTrigger('alarm'));
    const instance = await run({ elements, flows: 'Start -> A -> B -> End', definitions });
    instance.deliverSignal('alarm');
    expect(instance.waitingFor).toEqual(['B']);
  });

  it('that was armed after the signal was thrown does not get it, nor does one that has gone', async () => {
    const elements = catchEvent('A', signalTrigger('alarm')) + catchEvent('B', signalTrigger('alarm'));
    const instance = await run({ elements, flows: 'Start -> A -> B -> End', definitions });
    const thrown = { type: 'deliverSignal', signal: 'alarm', keys: [...instance.open.keys()] } as const;
    instance.send(thrown);
    expect(instance.waitingFor).toEqual(['B']);
    expect(instance.send(thrown)).toEqual([]);
    expect(instance.waitingFor).toEqual(['B']);
  });

  it('takes the signal once while a job behind it is open', async () => {
    const instance = await run(waiting('alarm', 'camunda:asyncAfter="true"'));
    instance.deliverSignal('alarm');
    expect(instance.deliverSignal('alarm')).toEqual([]);
    expect(instance.waitingFor).toEqual(['Wait']);
    instance.completeJob('Wait');
    expect(instance.ended).toBe(true);
  });

  it('is refused by an instance that has ended', async () => {
    const instance = await run({ elements: userTask('Task'), flows: 'Start -> Task -> End' });
    instance.completeTask('Task');
    expect(() => instance.deliverSignal('alarm')).toThrow(NotOpenError);
  });
});

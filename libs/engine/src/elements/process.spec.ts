import { AlreadyStartedError, hasEnded, NotOpenError, openActivities, variablesOf } from '../index.js';
import {
  boundaryEvent,
  catchEvent,
  mappings,
  message,
  messageTrigger,
  run,
  serviceTask,
  subProcess,
  timer,
  userTask,
} from '../testing/model.js';

const twoTasks = { elements: userTask('A') + userTask('B'), flows: 'Start -> A -> B -> End' };

describe('Process', () => {
  it('records itself around everything else and ends the instance last', async () => {
    const instance = await run(twoTasks, { subject: 'Về việc báo cáo' });
    instance.completeTask('A');
    const effects = instance.completeTask('B');
    expect(instance.history[0]).toMatchObject({ element: 'P', event: 'start' });
    expect(effects.slice(-2)).toEqual([
      { type: 'recordActivity', key: 1, element: 'P', elementType: 'process', event: 'end' },
      { type: 'endInstance', outcome: 'completed', variables: { subject: 'Về việc báo cáo' } },
    ]);
    expect(hasEnded(instance.state!)).toBe(true);
    expect(openActivities(instance.state!)).toEqual([]);
  });

  it('leaves no trace of what has ended in its state', async () => {
    const instance = await run(twoTasks);
    const waitingAtA = instance.state!.instances.length;
    instance.completeTask('A');
    expect(instance.state!.instances).toHaveLength(waitingAtA);
    expect(JSON.stringify(instance.state)).not.toContain('"A"');
  });

  it('cancels everything that is open, the latest first, and ends as cancelled', async () => {
    const elements =
      userTask('A') +
      boundaryEvent('Late', 'A', timer('timeDuration', 'P1D')) +
      subProcess('Sub', serviceTask('Job') + catchEvent('Message', messageTrigger('m')), '') +
      '<callActivity id="Call" calledElement="child"/>';
    const flows = 'Start -> A\nStart -> Sub\nStart -> Call\nLate -> End';
    const instance = await run({ elements, flows, definitions: message('m') });
    const effects = instance.send({ type: 'cancel' });
    expect(effects.filter(({ type }) => type !== 'recordActivity').map(({ type }) => type)).toEqual([
      'cancelChild',
      'unsubscribe',
      'cancelJob',
      'disarmTimer',
      'closeTask',
      'endInstance',
    ]);
    expect(instance.outcome?.outcome).toBe('cancelled');
    expect(instance.open.size).toBe(0);
  });

  it('takes no command after its end, and no second start', async () => {
    const instance = await run(twoTasks);
    expect(() => instance.start()).toThrow(AlreadyStartedError);
    instance.send({ type: 'cancel' });
    expect(() => instance.start()).toThrow(AlreadyStartedError);
    expect(() => instance.send({ type: 'cancel' })).toThrow(new NotOpenError('cancel: the instance does not run.'));
    expect(() => instance.send({ type: 'setVariables', variables: {} })).toThrow(NotOpenError);
    expect(() => instance.completeTask('A')).toThrow(new NotOpenError('A: nothing that came of openTask is open.'));
  });

  it('has its variables changed from outside, in the process or in one scope', async () => {
    const instance = await run(
      { elements: userTask('A', '', mappings({ local: '1' })), flows: 'Start -> A' },
      { a: 1 },
    );
    instance.send({ type: 'setVariables', variables: { a: 2 } });
    instance.send({ type: 'setVariables', key: 3, variables: { local: 'changed' } });
    expect(variablesOf(instance.state!)).toEqual({ a: 2 });
    expect(variablesOf(instance.state!, 3)).toEqual({ a: 2, local: 'changed' });
  });

  it('takes a variable of any name for a plain name', async () => {
    const hostile = JSON.parse('{"__proto__":{"admin":true},"constructor":1,"toString":2}');
    const instance = await run(twoTasks, hostile);
    instance.completeTask('A', JSON.parse('{"__proto__":"changed"}'));
    expect(JSON.stringify(variablesOf(instance.state!))).toBe('{"__proto__":"changed","constructor":1,"toString":2}');
  });
});

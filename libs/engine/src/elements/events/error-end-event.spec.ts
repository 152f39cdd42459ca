import { boundaryEvent, error, errorEnd, errorTrigger, run, subProcess, userTask } from '../../testing/model.js';

const definitions = error('NO_UNIT', 'camunda:errorMessage="= unit + &quot; is no unit&quot;"');
const names = 'camunda:errorCodeVariable="code" camunda:errorMessageVariable="message"';
const two = {
  elements: `${userTask('A')}${userTask('B')}${errorEnd('Fail', 'NO_UNIT')}`,
  flows: 'Start -> A -> Fail\nStart -> B -> End',
  definitions,
};

describe('Error end event', () => {
  it('breaks out of its sub-process to the boundary event that catches it, with code and message', async () => {
    const inside = `${userTask('A')}${userTask('B')}${errorEnd('Fail', 'NO_UNIT')}`;
    const elements =
      subProcess('Sub', inside, 'A -> Fail') +
      boundaryEvent('Caught', 'Sub', errorTrigger('NO_UNIT', names)) +
      userTask('Mend');
    const flows = 'Start -> Sub -> End\nCaught -> Mend';
    const instance = await run({ elements, flows, definitions }, { unit: 'XYZ' });
    instance.completeTask('A');
    expect(instance.waitingFor).toEqual(['Mend']);
    expect(instance.variables).toMatchObject({ code: 'NO_UNIT', message: 'XYZ is no unit' });
    const last = instance.history.slice(-8).map(({ element, event }) => `${element} ${event}`);
    expect(last).toEqual([
      'A end',
      'Fail start',
      'Fail end',
      'B cancel',
      'Sub cancel',
      'Caught start',
      'Caught end',
      'Mend start',
    ]);
  });

  it('that nothing catches ends its path as a none end event would', async () => {
    const instance = await run(two, { unit: 'XYZ' });
    instance.completeTask('A');
    expect(instance.waitingFor).toEqual(['B']);
    instance.completeTask('B');
    expect(instance.outcome).toEqual({ type: 'endInstance', outcome: 'completed', variables: { unit: 'XYZ' } });
  });

  it('ends a called process with the error when its caller catches that', async () => {
    const instance = await run(two, { unit: 'XYZ' }, { callerCatches: (code) => code === 'NO_UNIT' });
    const effects = instance.completeTask('A');
    expect(effects.at(-1)).toEqual({
      type: 'endInstance',
      outcome: 'error',
      variables: { unit: 'XYZ' },
      error: { code: 'NO_UNIT', message: 'XYZ is no unit' },
    });
    expect(instance.ended).toBe(true);
    expect(instance.waitingFor).toEqual([]);
  });

  it('in a called process whose caller catches other errors only ends its path', async () => {
    const instance = await run(two, { unit: 'XYZ' }, { callerCatches: (code) => code === 'NO_BUDGET' });
    instance.completeTask('A');
    expect(instance.waitingFor).toEqual(['B']);
  });

  it('drops the tokens of its scope that have not moved yet', async () => {
    const inside = `<startEvent id="In"/>${errorEnd('Fail', 'NO_UNIT')}${userTask('Never')}`;
    const elements =
      subProcess('Sub', inside, 'In -> Fail\nIn -> Never') +
      boundaryEvent('Caught', 'Sub', errorTrigger()) +
      userTask('Mend');
    const instance = await run({ elements, flows: 'Start -> Sub -> End\nCaught -> Mend', definitions }, { unit: 'X' });
    expect(instance.history.map(({ element }) => element)).not.toContain('Never');
    expect(instance.waitingFor).toEqual(['Mend']);
  });
});

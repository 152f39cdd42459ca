import { boundaryEvent, run, subProcess, timer, userTask } from '../../testing/model.js';

const terminate = '<endEvent id="Stop"><terminateEventDefinition/></endEvent>';

describe('Terminate end event', () => {
  it('cancels everything else in its scope; a terminated process counts as completed', async () => {
    const elements = `${userTask('A')}${userTask('B')}${boundaryEvent('Late', 'B', timer('timeDuration', 'P1D'))}${terminate}`;
    const instance = await run({ elements, flows: 'Start -> A -> Stop\nStart -> B -> End\nLate -> End' });
    const effects = instance.completeTask('A');
    expect(effects.filter(({ type }) => type === 'closeTask' || type === 'disarmTimer')).toMatchObject([
      { type: 'closeTask', reason: 'completed' },
      { type: 'disarmTimer' },
      { type: 'closeTask', reason: 'cancelled' },
    ]);
    expect(effects.at(-1)).toMatchObject({ type: 'endInstance', outcome: 'completed' });
    expect(instance.open.size).toBe(0);
  });

  it('ends its own sub-process only, which then goes on normally', async () => {
    const elements = `${subProcess('Sub', `${userTask('A')}${userTask('B')}${terminate}`, 'A -> Stop')}${userTask('After')}`;
    const instance = await run({
      elements: `${elements}${userTask('Beside')}`,
      flows: 'Start -> Sub -> After\nStart -> Beside',
    });
    instance.completeTask('A');
    expect(instance.waitingFor).toEqual(['Beside', 'After']);
  });

  it('ends one run of a multi-instance sub-process', async () => {
    const loop =
      '<multiInstanceLoopCharacteristics><loopCardinality>2</loopCardinality></multiInstanceLoopCharacteristics>';
    const elements = subProcess('Sub', `${userTask('A')}${userTask('B')}${terminate}`, 'A -> Stop', loop);
    const instance = await run({ elements, flows: 'Start -> Sub -> End' });
    instance.completeTask('A');
    expect(instance.waitingFor).toEqual(['A', 'B']);
    instance.completeTask('A');
    expect(instance.ended).toBe(true);
  });

  it('drops tokens that have not moved yet', async () => {
    const instance = await run({
      elements: `${terminate}${userTask('Never')}`,
      flows: 'Start -> Stop\nStart -> Never',
    });
    expect(instance.history.map(({ element }) => element)).not.toContain('Never');
    expect(instance.ended).toBe(true);
  });
});

import { boundaryEvent, endEvent, flows, run, userTask } from '../../testing/model.js';

const cancelled = '<cancelEventDefinition/>';

describe('Cancel boundary event', () => {
  it('waits for nothing from outside: it takes no room in the state', async () => {
    const instance = await run({
      elements: `<transaction id="T">${userTask('A')}</transaction>${boundaryEvent('Gone', 'T', cancelled)}`,
      flows: 'Start -> T -> End\nGone -> End',
    });
    expect(instance.waitingFor).toEqual(['A']);
    expect(instance.state?.instances.map(({ element }) => element)).toEqual(['P', 'T', 'A']);
  });

  it('on a multi-instance transaction ends all its runs when one is cancelled', async () => {
    const loop = '<multiInstanceLoopCharacteristics><loopCardinality>2</loopCardinality></multiInstanceLoopCharacteristics>';
    const instance = await run({
      elements: `<transaction id="T">${loop}${userTask('A')}${endEvent('Stop', cancelled)}${flows('A -> Stop')}</transaction>
        ${boundaryEvent('Gone', 'T', cancelled)}${userTask('After')}`,
      flows: 'Start -> T -> End\nGone -> After',
    });
    instance.completeTask('A');
    expect(instance.waitingFor).toEqual(['After']);
  });
});

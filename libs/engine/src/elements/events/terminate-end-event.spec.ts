import {
  boundaryEvent,
  eventSubProcess,
  flows,
  message,
  messageTrigger,
  run,
  subProcess,
  timer,
  userTask,
} from '../../testing/model.js';

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

  it('ends an event sub-process only, and every event sub-process of the scope that it ends', async () => {
    const definitions = message('note');
    const handler = (elements: string, flowText: string) =>
      eventSubProcess('Esp', messageTrigger('note'), elements, flowText, false);
    const stopping = userTask('A') + userTask('B') + terminate;
    const inside = await run({
      elements: userTask('Task') + handler(stopping, 'On_Esp -> A -> Stop\nOn_Esp -> B'),
      flows: 'Start -> Task -> End',
      definitions,
    });
    inside.deliverMessage('On_Esp');
    inside.completeTask('A');
    expect(inside.waitingFor).toEqual(['On_Esp', 'Task']);
    const outside = await run({
      elements: userTask('Task') + terminate + handler(userTask('Handle'), 'On_Esp -> Handle'),
      flows: 'Start -> Task -> Stop',
      definitions,
    });
    outside.deliverMessage('On_Esp');
    outside.completeTask('Task');
    expect(outside.ended).toBe(true);
    expect(outside.open.size).toBe(0);
  });

  it('drops them also where the scope stays open for a job behind it', async () => {
    const elements = `<subProcess id="Sub" camunda:asyncAfter="true">
      <startEvent id="S"/>${terminate}${userTask('Never')}${flows('S -> Stop\nS -> Never')}
    </subProcess>`;
    const instance = await run({ elements, flows: 'Start -> Sub -> End' });
    expect(instance.waitingFor).toEqual(['Sub']);
    instance.completeJob('Sub');
    expect(instance.ended).toBe(true);
  });
});

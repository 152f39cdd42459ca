import {
  eventSubProcess,
  mappings,
  message,
  messageTrigger,
  run,
  signal,
  signalTrigger,
  subProcess,
  timer,
  userTask,
} from '../../testing/model.js';

const definitions = message('recall') + message('stop') + signal('alarm');

describe('Event sub-process', () => {
  it('that nothing could trigger is an error of the model, which names its start event', async () => {
    const elements = userTask('Task') + eventSubProcess('Esp', '', userTask('Handle'), 'On_Esp -> Handle');
    await expect(run({ elements, flows: 'Start -> Task -> End' })).rejects.toMatchObject({
      code: 'engine.unsupported-element',
      kind: 'invalid',
      element: 'On_Esp',
      message: expect.stringContaining('the start event of an event sub-process with trigger none'),
    });
  });

  it('is not begun with its scope, and leaves no trace where nothing triggers it', async () => {
    const elements = userTask('Task') + eventSubProcess('Esp', messageTrigger('recall'), userTask('Handle'), '', false);
    const instance = await run({ elements, flows: 'Start -> Task -> End', definitions });
    instance.completeTask('Task');
    expect(instance.ended).toBe(true);
    expect(instance.history.map(({ element }) => element)).not.toContain('Esp');
  });

  it('is in the history as a scope in its scope, with its start event inside', async () => {
    const elements = userTask('Task') + eventSubProcess('Esp', messageTrigger('recall'), '', '', false);
    const instance = await run({ elements, flows: 'Start -> Task -> End', definitions });
    const lines = instance.deliverMessage('On_Esp').filter((effect) => effect.type === 'recordActivity');
    const parent = lines[0]?.key;
    expect(lines).toMatchObject([
      { element: 'Esp', elementType: 'eventSubProcess', event: 'start', parent: 1 },
      { element: 'On_Esp', elementType: 'startEvent', event: 'start', parent },
      { element: 'On_Esp', event: 'end', parent },
      { element: 'Esp', event: 'end', key: parent },
    ]);
    expect(instance.waitingFor).toEqual(['On_Esp', 'Task']);
  });

  it('is stopped, with all its runs, by an interrupting one of the same scope', async () => {
    const elements =
      userTask('Task') +
      eventSubProcess('Note', messageTrigger('recall'), userTask('Handle'), 'On_Note -> Handle', false) +
      eventSubProcess('Halt', messageTrigger('stop'), userTask('Clear'), 'On_Halt -> Clear');
    const instance = await run({ elements, flows: 'Start -> Task -> End', definitions });
    instance.deliverMessage('On_Note');
    instance.deliverMessage('On_Note');
    instance.deliverMessage('On_Halt');
    expect(instance.waitingFor).toEqual(['Clear']);
  });

  it('arms event sub-processes of its own while it runs', async () => {
    const inner = eventSubProcess('Inner', signalTrigger('alarm'), userTask('Escape'), 'On_Inner -> Escape');
    const outer = userTask('Handle') + inner;
    const elements =
      userTask('Task') + eventSubProcess('Outer', messageTrigger('recall'), outer, 'On_Outer -> Handle', false);
    const instance = await run({ elements, flows: 'Start -> Task -> End', definitions });
    expect(instance.deliverSignal('alarm')).toEqual([]);
    instance.deliverMessage('On_Outer');
    expect(instance.waitingFor).toEqual(['On_Outer', 'Task', 'On_Inner', 'Handle']);
    instance.deliverSignal('alarm');
    expect(instance.waitingFor).toEqual(['On_Outer', 'Task', 'Escape']);
    instance.completeTask('Escape');
    expect(instance.waitingFor).toEqual(['On_Outer', 'Task']);
  });

  it('writes to the variables of the scope around it, and keeps what is declared there', async () => {
    const handler = eventSubProcess('Esp', messageTrigger('recall'), userTask('Handle'), 'On_Esp -> Handle');
    const inside = `<startEvent id="S"/>${userTask('Inner')}${handler}`;
    const elements = subProcess('Sub', inside, 'S -> Inner', mappings({ reason: 'none' }));
    const instance = await run({ elements, flows: 'Start -> Sub -> End', definitions });
    instance.deliverMessage('On_Esp', { reason: 'wrong address', seen: true });
    instance.completeTask('Handle', { reason: 'mended' });
    expect(instance.outcome?.variables).toEqual({ seen: true });
  });

  it('goes on after its state was stored, armed or running', async () => {
    const twice = timer('timeCycle', 'R2/PT1H');
    const elements =
      userTask('Task') + eventSubProcess('Esp', twice, userTask('Handle'), 'On_Esp -> Handle', false);
    const instance = await run({ elements, flows: 'Start -> Task -> End' });
    for (const instant of ['2026-01-05T02:00:00.000Z', '2026-01-05T03:00:00.000Z', '2026-01-05T09:00:00.000Z']) {
      instance.state = JSON.parse(JSON.stringify(instance.state));
      instance.passTimeUntil(instant);
    }
    expect(instance.waitingFor).toEqual(['Task', 'Handle', 'Handle']);
    for (const task of ['Handle', 'Task', 'Handle']) instance.completeTask(task);
    expect(instance.ended).toBe(true);
  });
});

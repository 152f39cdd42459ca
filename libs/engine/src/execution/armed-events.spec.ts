import {
  boundaryEvent,
  conditionalTrigger,
  error,
  errorTrigger,
  escalation,
  escalationTrigger,
  message,
  messageTrigger,
  run,
  signal,
  signalTrigger,
  subProcess,
  timer,
  userTask,
} from '../testing/model.js';

const definitions = message('recall') + message('other') + signal('alarm') + error('E') + escalation('late');
const everyTrigger = (host: string) =>
  [
    boundaryEvent('ByMessage', host, messageTrigger('recall'), false),
    boundaryEvent('ByTimer', host, timer('timeDuration', 'PT1H'), false),
    boundaryEvent('BySignal', host, signalTrigger('alarm'), false),
    boundaryEvent('ByCondition', host, conditionalTrigger('= days > 3'), false),
    boundaryEvent('ByEscalation', host, escalationTrigger('late'), false),
    boundaryEvent('ByError', host, errorTrigger('E')),
  ].join('');
const handlers = ['Message', 'Timer', 'Signal', 'Condition', 'Escalation', 'Error'].map((name) => `H${name}`);
const flows = `Start -> Host -> End\n${handlers.map((id) => `By${id.slice(1)} -> ${id}`).join('\n')}`;
const onHost = (host: string) => ({
  elements: host + everyTrigger('Host') + handlers.map((id) => userTask(id)).join(''),
  flows,
  definitions,
});

const hosts = {
  'a user task': userTask('Host'),
  'a receive task': '<receiveTask id="Host" messageRef="Message_other"/>',
  'a call activity': '<callActivity id="Host" calledElement="other"/>',
  'a sub-process': subProcess('Host', `<startEvent id="S"/>${userTask('Inner')}`, 'S -> Inner'),
  'a multi-instance body': userTask(
    'Host',
    '',
    '<multiInstanceLoopCharacteristics><loopCardinality>2</loopCardinality></multiInstanceLoopCharacteristics>',
  ),
};

describe.each(Object.entries(hosts))('Boundary events of %s', (_, host) => {
  it('are armed together, each once, and each goes its own way while the host lives', async () => {
    const instance = await run(onHost(host));
    const armed = instance.waitingFor.filter((element) => element.startsWith('By'));
    expect(armed).toEqual(['ByMessage', 'ByTimer', 'BySignal']);
    instance.deliverMessage('ByMessage');
    instance.fireTimer('ByTimer');
    instance.deliverSignal('alarm');
    instance.setVariables({ days: 4 });
    expect(instance.waitingFor.filter((element) => handlers.includes(element))).toEqual(handlers.slice(0, 4));
    expect(instance.history.filter(({ element, event }) => element === 'Host' && event === 'end')).toEqual([]);
  });

  it('end with the host: one that interrupts disarms the others', async () => {
    const model = onHost(host);
    const halt = boundaryEvent('Halt', 'Host', signalTrigger('alarm')) + userTask('Clear');
    const instance = await run({ ...model, elements: model.elements + halt, flows: `${flows}\nHalt -> Clear` });
    instance.deliverSignal('alarm');
    // The one that comes first in the file has had the signal too.
    expect(instance.waitingFor).toEqual(['HSignal', 'Clear']);
    expect(instance.setVariables({ days: 4 })).toEqual([]);
  });
});

describe('An interrupting boundary event', () => {
  it('interrupts a call that is several scopes further in', async () => {
    const call = '<callActivity id="Call" calledElement="other"/>';
    const inner = subProcess('Inner', `<startEvent id="S2"/>${call}`, 'S2 -> Call');
    const elements =
      subProcess('Host', `<startEvent id="S1"/>${inner}`, 'S1 -> Inner') +
      boundaryEvent('Halt', 'Host', messageTrigger('recall'));
    const instance = await run({ elements, flows: 'Start -> Host -> End\nHalt -> End', definitions });
    expect(instance.deliverMessage('Halt')).toContainEqual(expect.objectContaining({ type: 'cancelChild' }));
    expect(instance.ended).toBe(true);
    expect(instance.open.size).toBe(0);
  });

  it('withdraws the job before its host, which was never opened, and nothing else of it', async () => {
    const elements =
      subProcess('Host', `<startEvent id="S"/>${userTask('Task', 'camunda:asyncBefore="true"')}`, 'S -> Task') +
      boundaryEvent('Halt', 'Host', messageTrigger('recall'));
    const instance = await run({ elements, flows: 'Start -> Host -> End\nHalt -> End', definitions });
    const types = instance.deliverMessage('Halt').map(({ type }) => type);
    expect(types).toContain('cancelJob');
    expect(types).not.toContain('closeTask');
  });
});

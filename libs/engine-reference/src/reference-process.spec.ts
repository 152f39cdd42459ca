import { ReferenceModel } from './index.js';
import { bpmn, catching, chain, env, started, timer } from './testing/model.js';

describe('bpmn-engine behind our interface', () => {
  it('waits at user and service tasks and routes conditions to our expressions', async () => {
    const model = await ReferenceModel.load(
      bpmn(`<startEvent id="Start"/><serviceTask id="Service" camunda:type="external" camunda:topic="t"/>
        <exclusiveGateway id="Gate" default="No"/><userTask id="A"/><userTask id="B"/>
        <sequenceFlow id="f1" sourceRef="Start" targetRef="Service"/><sequenceFlow id="f2" sourceRef="Service" targetRef="Gate"/>
        <sequenceFlow id="Yes" sourceRef="Gate" targetRef="A">
          <conditionExpression xsi:type="tFormalExpression">= amount &gt; 5</conditionExpression></sequenceFlow>
        <sequenceFlow id="No" sourceRef="Gate" targetRef="B"/>`),
    );
    const instance = await model.start({ amount: 1 }, env);
    expect(instance.waitingFor).toEqual(['Service']);
    instance.completeJob('Service', { amount: 7 });
    expect(instance.waitingFor).toEqual(['A']);
    instance.completeTask('A', { done: true });
    expect(instance.ended).toBe(true);
    expect(instance.variables).toEqual({ amount: 7, done: true });
    expect(instance.trace.filter(({ event }) => event === 'end').map(({ activity }) => activity)).toEqual([
      'Start',
      'Service',
      'Gate',
      'A',
    ]);
  });

  it('fires timers only when told to, however long they are', async () => {
    const model = await ReferenceModel.load(
      bpmn(`<startEvent id="Start"/><intermediateCatchEvent id="Wait"><timerEventDefinition>
          <timeDuration xsi:type="tFormalExpression">P2Y</timeDuration></timerEventDefinition></intermediateCatchEvent>
        <sequenceFlow id="f" sourceRef="Start" targetRef="Wait"/>`),
    );
    const instance = await model.start({}, env);
    expect(instance.waitingFor).toEqual(['Wait']);
    instance.fireTimer('Wait');
    expect(instance.ended).toBe(true);
  });

  it.each([
    ['script condition', 'language="javascript"', 'this.constructor.constructor("return process")().exit(1)'],
    ['expression that reaches for the host', '', '${environment.constructor.constructor(process)}'],
  ])('runs no %s', async (_, attribute, text) => {
    const model = await ReferenceModel.load(
      bpmn(`<startEvent id="Start"/><exclusiveGateway id="Gate" default="No"/><userTask id="A"/><userTask id="B"/>
        <sequenceFlow id="f" sourceRef="Start" targetRef="Gate"/>
        <sequenceFlow id="Yes" sourceRef="Gate" targetRef="A">
          <conditionExpression xsi:type="tFormalExpression" ${attribute}><![CDATA[${text}]]></conditionExpression></sequenceFlow>
        <sequenceFlow id="No" sourceRef="Gate" targetRef="B"/>`),
    );
    await model.start({}, env).then(
      (instance) => expect(instance.waitingFor).toHaveLength(1),
      (error: unknown) => expect(error).toMatchObject({ code: 'engine-reference.failed' }),
    );
  });

  it('runs a file whose sequence flows have no ids', async () => {
    const model = await ReferenceModel.load(
      bpmn(`<startEvent id="Start"/><parallelGateway id="Fork"/><userTask id="A"/><userTask id="B"/>
        <sequenceFlow sourceRef="Start" targetRef="Fork"/><sequenceFlow sourceRef="Fork" targetRef="A"/>
        <sequenceFlow sourceRef='Fork' name="> b" targetRef="B"></sequenceFlow>`),
    );
    expect((await model.start({}, env)).waitingFor).toEqual(['A', 'B']);
  });

  it('says so when it cannot read a file', async () => {
    await expect(ReferenceModel.load('<no bpmn')).rejects.toMatchObject({ code: 'engine-reference.failed' });
  });

  it('runs no script of a conditional event, and reads one in FEEL', async () => {
    const wait = (language: string, text: string) =>
      bpmn(
        chain(
          catching(
            'Wait',
            `<conditionalEventDefinition><condition xsi:type="tFormalExpression" language="${language}">${text}</condition></conditionalEventDefinition>`,
          ),
          'Wait',
        ),
      );
    const feel = await started(wait('feel', 'n &gt; 5'), { n: 1 });
    expect(feel.waitingFor).toEqual(['Wait']);
    feel.setVariables({ n: 6 });
    expect(feel.ended).toBe(true);
    const javascript = wait('javascript', '${this.constructor.constructor("return process")().exit(1)}');
    await expect(started(javascript)).rejects.toMatchObject({ code: 'engine-reference.failed' });
  });

  it('makes a job of every task of a service, and cancels one that still runs', async () => {
    const instance = await started(
      bpmn(
        `${chain('<scriptTask id="Script" scriptFormat="javascript"><script>process.exit(1)</script></scriptTask>', 'Script')}
        <boundaryEvent id="Late" attachedToRef="Script">${timer('P2D')}</boundaryEvent>
        <sendTask id="Send"/><businessRuleTask id="Rule"/>
        <sequenceFlow id="f1" sourceRef="Late" targetRef="Send"/><sequenceFlow id="f2" sourceRef="Send" targetRef="Rule"/>`,
      ),
    );
    expect(instance.waitingFor).toEqual(['Script', 'Late']);
    instance.fireTimer('Late');
    expect(instance.waitingFor).toEqual(['Send']);
    instance.completeJob('Send');
    instance.completeJob('Rule', { rule: 7 });
    expect([instance.ended, instance.variables]).toEqual([true, { rule: 7 }]);
  });

  it('brings messages and signals by name: a message to the oldest that waits, a signal to all', async () => {
    const instance = await started(
      bpmn(
        `<startEvent id="Start"/><parallelGateway id="Split"/>
        ${['A', 'B'].map((id) => catching(id, '<messageEventDefinition messageRef="M"/>')).join('')}
        ${['C', 'D'].map((id) => catching(id, '<signalEventDefinition signalRef="S"/>')).join('')}
        <sequenceFlow id="f" sourceRef="Start" targetRef="Split"/>
        ${['A', 'B', 'C', 'D'].map((id) => `<sequenceFlow id="f${id}" sourceRef="Split" targetRef="${id}"/>`).join('')}`,
        '<message id="M" name="answer"/><signal id="S" name="stop"/>',
      ),
    );
    instance.sendMessage('answer', { text: 'yes' });
    expect(instance.waitingFor).toEqual(['B', 'C', 'D']);
    instance.broadcastSignal('stop');
    expect(instance.waitingFor).toEqual(['B']);
    instance.broadcastSignal('stop');
    expect(() => instance.sendMessage('stop')).toThrow(
      'bpmn-engine could not deliver the message stop: it does not wait for that. It waits for: B.',
    );
    instance.sendMessage('answer');
    expect(instance.variables).toEqual({ text: 'yes' });
    expect(instance.ended).toBe(true);
  });

  it('stands as it did after a move that nothing waits for', async () => {
    const instance = await started(bpmn(chain('<userTask id="A"/>', 'A')));
    const notWaiting = expect.objectContaining({ code: 'engine-reference.not-waiting' });
    expect(() => instance.completeTask('B')).toThrow(notWaiting);
    expect(() => instance.failJob('A', 'E')).toThrow(notWaiting);
    expect(() => instance.fireTimer('A')).toThrow(notWaiting);
    instance.completeTask('A');
    expect(instance.ended).toBe(true);
  });

  it('stops what would never end, and says where', async () => {
    const tasks = Array.from({ length: 1000 }, (_, i) => `T${i}`);
    const manual = tasks.map((id) => `<manualTask id="${id}"/>`).join('');
    const deep = bpmn(chain(manual, ...tasks));
    await expect(started(deep)).rejects.toMatchObject({ code: 'engine-reference.runaway' });
    const endless = bpmn(
      `${chain('<manualTask id="A"/><manualTask id="B"/>', 'A', 'B')}<sequenceFlow id="Back" sourceRef="B" targetRef="A"/>`,
    );
    await expect(started(endless)).rejects.toMatchObject({ code: 'engine-reference.runaway' });
  });
});
